package dev.sekisho.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.entry.Entry;
import dev.sekisho.ledger.entry.EntrySalt;
import dev.sekisho.ledger.entry.Opening;
import dev.sekisho.ledger.export.Export;
import dev.sekisho.ledger.log.CheckpointPublisher;
import dev.sekisho.ledger.log.FolderPublisher;
import dev.sekisho.ledger.log.ForkException;
import dev.sekisho.ledger.log.MemoryStore;
import dev.sekisho.ledger.log.MerkleLog;
import dev.sekisho.ledger.note.NoteSigner;
import dev.sekisho.ledger.note.VerifierKey;
import dev.sekisho.ledger.proof.ProofCheck;
import dev.sekisho.ledger.proof.ProofDocument;
import dev.sekisho.ledger.verify.LedgerVerifier;
import dev.sekisho.ledger.verify.NamedCheckpoint;
import dev.sekisho.ledger.verify.VerificationReport;
import dev.sekisho.ledger.verify.VerificationRequest;
import dev.sekisho.server.TestServer;
import dev.sekisho.server.Visitor;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.organization.NewUnit;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.UnitKind;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import dev.sekisho.server.scope.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

/** From evidence in somebody's transaction to a log that others can verify. */
class LedgerTest {
    private final Ledger ledger = TestServer.bean(Ledger.class);
    private final EvidenceProofs proofs = TestServer.bean(EvidenceProofs.class);
    private final EvidenceList list = TestServer.bean(EvidenceList.class);
    private final JdbcClient jdbc = TestServer.bean(JdbcClient.class);
    private final TransactionOperations transactions = TestServer.bean(TransactionOperations.class);

    @TempDir
    Path directory;

    @Test
    void evidenceIsRecordedInTheTransactionOfTheCallerOrNotAtAll() {
        assertThatThrownBy(() -> Actor.SETUP.call(() -> ledger.record(evidence("outside"))))
                .isInstanceOf(IllegalTransactionStateException.class);

        UUID[] recorded = new UUID[1];
        assertThatThrownBy(() -> inTransaction(Actor.SETUP, () -> {
                    recorded[0] = ledger.record(evidence("rolled back"));
                    throw new IllegalStateException("the change failed");
                }))
                .hasMessage("the change failed");

        assertThatThrownBy(() -> Actor.SETUP.call(() -> list.get(recorded[0]))).isInstanceOf(Refusal.class);
    }

    @Test
    void placesHaveNoGapsHoweverManyRecordAndSequence() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int k = 0; k < 50; k++) {
                    int number = k;
                    try {
                        inTransaction(Actor.SETUP, () -> {
                            UUID id = ledger.record(evidence("number " + number));
                            if (number % 10 == 9) {
                                throw new IllegalStateException("rolled back");
                            }
                            return id;
                        });
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessage("rolled back");
                    }
                }
            }));
            // Beside the thread of the server, as other servers would.
            threads.add(Thread.ofVirtual()
                    .start(() -> Actor.SEQUENCER.run(() -> {
                        for (int k = 0; k < 20; k++) {
                            try {
                                TestServer.bean(Sequencer.class).sequence();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    })));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        sequenceAll();

        List<Long> places = inTransaction(
                Actor.SEQUENCER,
                () -> jdbc.sql("select place from ledger.evidence order by place")
                        .query(Long.class)
                        .list());
        assertThat(places)
                .hasSizeGreaterThanOrEqualTo(360)
                .isEqualTo(LongStream.range(0, places.size()).boxed().toList());
    }

    @Test
    void theWholeLogVerifiesOfflineAndHoldsEveryEvidence() throws Exception {
        record("in the export");
        SignedCheckpoint checkpoint = sequenceAll();
        record("behind the checkpoint");
        sequenceAll();
        Path file = directory.resolve("log.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            Actor.SETUP.perform(() -> {
                proofs.export(out);
                return true;
            });
        }

        try (Export export = Export.open(file)) {
            VerificationReport report = LedgerVerifier.verify(
                    export,
                    new VerificationRequest(
                            key(),
                            key().name(),
                            List.of(new NamedCheckpoint("kept outside", checkpoint.encode())),
                            List.of(),
                            List.of()));

            assertThat(report.outcome()).isEqualTo(VerificationReport.Outcome.VOUCHED);
            assertThat(report.vouched()).isEqualTo(checkpoint.size());
            assertThat(report.entries()).isGreaterThan(checkpoint.size());
        }
    }

    @Test
    void anEvidenceIsProvedWithItsValues() throws Exception {
        UUID id = record("proved");
        sequenceAll();

        ProofDocument proof =
                ProofDocument.parse(Actor.SETUP.perform(() -> proofs.proof(id))).orThrow();
        Opening opening =
                Opening.parse(Actor.SETUP.perform(() -> proofs.opening(id))).orThrow();

        byte[] bytes = proof.entry().orElseThrow();
        assertThat(ProofCheck.faults(proof, bytes, key(), List.of())).isEmpty();
        Entry entry = Entry.parse(bytes).orThrow();
        assertThat(entry.contradictions(opening)).isEmpty();
        assertThat(entry.kind()).isEqualTo("unit.renamed");
        assertThat(opening.fields()).containsKeys("account", "actor", "fact.reason");
        assertThat(opening.fields())
                .extractingByKey("fact.reason")
                .extracting(Opening.OpenField::value)
                .isEqualTo("proved");
    }

    @Test
    void evidenceThatWasChangedAfterwardsIsTold() throws Exception {
        UUID id = record("as it was");
        sequenceAll();
        SealedEvidence found = Actor.SETUP.call(() -> list.get(id));
        SealedEvidence changed = new SealedEvidence(
                id,
                found.recorded(),
                found.account(),
                found.actor(),
                found.kind(),
                found.unit(),
                found.subject(),
                Map.of("reason", "as somebody would like it"),
                found.salt(),
                found.place());

        assertThat(Actor.SETUP.perform(() -> proofs.state(found))).isEqualTo(ProofState.PROVED);
        assertThat(Actor.SETUP.perform(() -> proofs.state(changed))).isEqualTo(ProofState.DIFFERENT);
    }

    @Test
    void theApplicationCannotChangeEvidenceNorTakeItBack() {
        UUID id = record("for good");
        for (String statement : List.of(
                "update ledger.evidence set facts = '{}' where id = :id",
                "update ledger.evidence set salt = sha256('') where id = :id",
                "delete from ledger.evidence where id = :id")) {
            assertThatThrownBy(() -> inTransaction(
                            Actor.SEQUENCER,
                            () -> jdbc.sql(statement).param("id", id).update()))
                    .as(statement)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aPlaceIsGivenOnceAndByTheSequencerAlone() throws Exception {
        UUID id = record("placed");
        sequenceAll();
        String statement = "update ledger.evidence set place = place + 1000000 where id = :id";

        assertThat(inTransaction(
                        Actor.SEQUENCER,
                        () -> jdbc.sql(statement).param("id", id).update()))
                .isZero();
        assertThat(inTransaction(
                        Actor.SETUP, () -> jdbc.sql(statement).param("id", id).update()))
                .isZero();
    }

    @Test
    void whoMayNotSeeEvidenceGetsNeitherProofNorValuesNorTheLog() throws Exception {
        UUID id = record("of the group");
        sequenceAll();
        Unit own = Actor.SETUP.call(() -> TestServer.bean(Units.class)
                .add(new NewUnit(
                        Unit.GROUP,
                        "L" + Long.toString(System.nanoTime(), 36),
                        UnitKind.DIVISION,
                        "own",
                        "own",
                        false,
                        "Asia/Tokyo",
                        LocalDate.of(2020, 1, 1),
                        false)));
        Actor auditor = TestAccounts.with(BuiltInRole.AUDITOR, own.id()).actor();

        assertThatThrownBy(() -> auditor.perform(() -> proofs.proof(id))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> auditor.perform(() -> proofs.opening(id))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> auditor.perform(() -> {
                    proofs.export(OutputStream.nullOutputStream());
                    return true;
                }))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void checkpointsAreOnlyPublishedThatContinueWhatWasPublished() throws Exception {
        record("published");
        SignedCheckpoint last = sequenceAll();
        CheckpointPublisher publisher = new FolderPublisher(directory.resolve("outside"));
        Sequencer sequencer = sequencer(publisher);

        publish(sequencer);
        assertThat(publisher.last().map(SignedCheckpoint::size).orElse(0L)).isGreaterThanOrEqualTo(last.size());

        // Somebody has a checkpoint that this database does not know: it was restored from a backup.
        NoteSigner signer = inTransaction(
                Actor.SEQUENCER, () -> TestServer.bean(LogKey.class).signer());
        MemoryStore elsewhere = new MemoryStore();
        List<byte[]> more = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            more.add(new byte[] {(byte) i});
        }
        MerkleLog longer = MerkleLog.open(elsewhere, signer, List.of());
        CheckpointPublisher ahead = new FolderPublisher(directory.resolve("ahead"));
        ahead.publish(longer.append(more), elsewhere);
        assertThatThrownBy(() -> publish(sequencer(ahead)))
                .cause()
                .isInstanceOf(ForkException.class)
                .hasMessageContaining("the store is older than that, as after restoring an old backup");
    }

    @Test
    void pagesShowEvidenceWithItsProofAndTheLog() throws Exception {
        UUID id = record("seen on the page");
        sequenceAll();
        TestAccount auditor = TestAccounts.with(BuiltInRole.AUDITOR, Unit.GROUP);
        Visitor visitor = TestServer.visitor();
        visitor.post("/login", "/login", Map.of("email", auditor.email(), "password", TestAccounts.PASSWORD));
        visitor.post("/login/code", "/login/code", Map.of("code", auditor.code()));

        assertThat(visitor.get("/evidence?q=seen+on+the+page").body())
                .contains("/evidence/" + id, "seen on the page", "/evidence/log");
        assertThat(visitor.get("/evidence/" + id).body())
                .contains(
                        "seen on the page",
                        "What is shown here is what the log holds, below a signed checkpoint.",
                        "/evidence/" + id + "/proof");
        assertThat(visitor.get("/evidence/" + id + "/proof").body()).startsWith("c2sp.org/tlog-proof@v1\n");
        assertThat(visitor.get("/evidence/" + id + "/opening").body()).startsWith("sekisho/ledger-opening/v1\n");
        assertThat(visitor.get("/evidence/log").body()).contains(key().name(), "/evidence/log/export.zip");
        assertThat(visitor.get("/evidence/log/key").body()).isEqualTo(key() + "\n");
        assertThat(SignedCheckpoint.parse(
                        visitor.get("/evidence/log/checkpoint").body().getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Parsed.Value.class);
        assertThat(visitor.get("/evidence/log/export.zip").headers().firstValue("Content-Type"))
                .contains("application/zip");
        assertThat(visitor.get("/evidence/export.csv?q=seen+on+the+page").body())
                .contains("seen on the page");
    }

    @Test
    void namesOfFactsAreChecked() {
        assertThatThrownBy(() -> new Evidence("unit.renamed", Unit.GROUP, null, Map.of("A b", "x")))
                .hasMessage("a fact is named by up to 40 letters and digits, a small letter first, but is \"A b\"");
    }

    @Test
    void whatIsRecordedIsWhatIsSealed() {
        Instant time = Instant.parse("2026-03-01T09:00:00.123456Z");
        SealedEvidence evidence = new SealedEvidence(
                new UUID(1, 2),
                time,
                new UUID(3, 4),
                "somebody",
                "role.given",
                Unit.GROUP,
                null,
                Map.of("role", "auditor"),
                EntrySalt.of(new byte[32]),
                null);

        assertThat(evidence.values())
                .containsExactly(
                        Map.entry("account", "00000000-0000-0003-0000-000000000004"),
                        Map.entry("actor", "somebody"),
                        Map.entry("fact.role", "auditor"));
        assertThat(evidence.entry().time()).isEqualTo(time);
        assertThat(evidence.entry().contradictions(evidence.opening())).isEmpty();
    }

    private UUID record(String reason) {
        return inTransaction(Actor.SETUP, () -> ledger.record(evidence(reason)));
    }

    private static Evidence evidence(String reason) {
        return new Evidence("unit.renamed", Unit.GROUP, null, Map.of("reason", reason));
    }

    private SignedCheckpoint sequenceAll() throws IOException, InterruptedException {
        for (int i = 0; i < 200; i++) {
            Actor.SEQUENCER.perform(() -> TestServer.bean(Sequencer.class).sequence());
            long waiting = inTransaction(
                    Actor.SEQUENCER,
                    () -> jdbc.sql("select count(*) from ledger.evidence where place is null")
                            .query(Long.class)
                            .single());
            if (waiting == 0) {
                return proofs.checkpoint().orElseThrow();
            }
            Thread.sleep(25);
        }
        throw new AssertionError("evidence still waits for its place");
    }

    private VerifierKey key() throws IOException {
        return proofs.verifierKey().orElseThrow();
    }

    private static Sequencer sequencer(CheckpointPublisher publisher) {
        return new Sequencer(
                TestServer.bean(JdbcClient.class),
                TestServer.bean(DatabaseLogStore.class),
                TestServer.bean(LogKey.class),
                TestServer.bean(EvidenceEntries.class),
                Optional.of(publisher));
    }

    /** As the server does, and again if another server was elected just then. */
    private void publish(Sequencer sequencer) throws Exception {
        inTransaction(Actor.SEQUENCER, () -> {
            jdbc.sql("select pg_advisory_xact_lock(:lock)")
                    .param("lock", Sequencer.LOCK)
                    .query((row, number) -> true)
                    .single();
            sequencer.publish();
            return true;
        });
    }

    private <T> T inTransaction(Actor actor, Work<T> work) {
        return actor.call(() -> transactions.execute(status -> {
            try {
                return work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private interface Work<T> {
        T run() throws IOException;
    }
}
