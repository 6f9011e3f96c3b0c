package dev.sekisho.server.ledger;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.scope.Actor;
import java.security.SecureRandom;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where evidence is recorded. It is written in the transaction of whoever records it: both are committed or neither. The
 * one who acts is taken from {@link Actor}.
 */
@Component
public class Ledger {
    private static final int SALT_BYTES = 16;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    Ledger(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Records what happened.
     *
     * @return the id of the evidence
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID record(Evidence evidence) {
        UUID id = Uuids.next();
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Actor actor = Actor.current();
        jdbc.sql("""
                insert into ledger.pending (id, account, actor, kind, unit, subject, facts, salt)
                values (:id, :account, :actor, :kind, :unit, :subject, cast(:facts as jsonb), :salt)
                """)
                .param("id", id)
                .param("account", actor.account())
                .param("actor", actor.name())
                .param("kind", evidence.kind())
                .param("unit", evidence.unit())
                .param("subject", evidence.subject())
                .param("facts", json.writeValueAsString(evidence.facts()))
                .param("salt", salt)
                .update();
        return id;
    }
}
