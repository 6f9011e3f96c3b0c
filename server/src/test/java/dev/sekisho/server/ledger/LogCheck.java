package dev.sekisho.server.ledger;

import dev.sekisho.ledger.export.Export;
import dev.sekisho.ledger.note.VerifierKey;
import dev.sekisho.ledger.verify.LedgerVerifier;
import dev.sekisho.ledger.verify.VerificationReport;
import dev.sekisho.ledger.verify.VerificationRequest;
import dev.sekisho.server.scope.Actor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Looks at the log of a server that was started anew. */
public final class LogCheck {
    private LogCheck() {}

    /**
     * What came of it.
     *
     * @param recorded how much evidence of the kind there is
     * @param all how much evidence there is
     * @param highest the highest place that evidence has
     * @param report of the whole log, exported
     */
    public record Result(long recorded, long all, long highest, VerificationReport report) {}

    /** Sequences what waits, exports the log and verifies it. */
    public static Result of(ApplicationContext context, String kind, Path directory) throws IOException {
        Sequencer sequencer = context.getBean(Sequencer.class);
        for (int i = 0; i < 100 && ask(context, "count(*) filter (where place is null)", "") > 0; i++) {
            Actor.SEQUENCER.perform(sequencer::sequence);
        }
        EvidenceProofs proofs = context.getBean(EvidenceProofs.class);
        VerifierKey key = proofs.verifierKey().orElseThrow();
        Path file = directory.resolve("log.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            Actor.SETUP.perform(() -> {
                proofs.export(out);
                return true;
            });
        }
        try (Export export = Export.open(file)) {
            VerificationReport report = LedgerVerifier.verify(
                    export, new VerificationRequest(key, key.name(), List.of(), List.of(), List.of()));
            return new Result(
                    ask(context, "count(*)", "where kind = '" + kind + "'"),
                    ask(context, "count(place)", ""),
                    ask(context, "max(place)", ""),
                    report);
        }
    }

    private static long ask(ApplicationContext context, String what, String which) {
        return Actor.SEQUENCER.call(() -> context.getBean(TransactionOperations.class)
                .execute(status -> context.getBean(JdbcClient.class)
                        .sql("select " + what + " from ledger.evidence " + which)
                        .query(Long.class)
                        .single()));
    }
}
