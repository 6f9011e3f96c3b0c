package dev.sekisho.server.egress;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.scope.Actor;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The kinds of evidence about a thing, in their order. */
final class EvidenceKinds {
    private EvidenceKinds() {}

    static List<String> of(UUID subject) {
        return Actor.SETUP.call(() -> TestServer.bean(TransactionOperations.class)
                .execute(status -> TestServer.bean(JdbcClient.class)
                        .sql("select kind from ledger.evidence where subject = :subject order by recorded, id")
                        .param("subject", subject)
                        .query(String.class)
                        .list()));
    }
}
