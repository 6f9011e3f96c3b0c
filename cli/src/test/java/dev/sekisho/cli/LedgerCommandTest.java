package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.ledger.checkpoint.Cosignature;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.entry.Entry;
import dev.sekisho.ledger.entry.EntrySalt;
import dev.sekisho.ledger.entry.Opening;
import dev.sekisho.ledger.export.ExportWriter;
import dev.sekisho.ledger.log.DirectoryStore;
import dev.sekisho.ledger.log.FolderPublisher;
import dev.sekisho.ledger.log.MerkleLog;
import dev.sekisho.ledger.note.NoteSigner;
import dev.sekisho.ledger.note.SignatureType;
import dev.sekisho.ledger.tree.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandTest {
    private static final NoteSigner KEY = signer("ledger.example/evidence", SignatureType.NOTE, 1);
    private static final NoteSigner WITNESS = signer("witness.example", SignatureType.COSIGNATURE, 2);
    private static final String VKEY = KEY.verifierKey().toString();
    private static final EntrySalt SALT = EntrySalt.of(new byte[32]);

    @TempDir
    Path directory;

    private Path folder = Path.of("");
    private Path archive = Path.of("");
    private Path outside = Path.of("");
    private Path published = Path.of("");

    /** A log of 300 entries, exported as a folder and as an archive; published at 200 entries. */
    @BeforeEach
    void makeExport() throws IOException {
        folder = directory.resolve("log");
        archive = directory.resolve("log.zip");
        published = directory.resolve("published");
        outside = published.resolve("checkpoints/200");
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            entries.add(entry(i).encode());
        }
        try (DirectoryStore store = DirectoryStore.open(folder)) {
            MerkleLog log = MerkleLog.open(store, KEY, List.of());
            new FolderPublisher(published).publish(log.append(entries.subList(0, 200)), store);
            log.append(entries.subList(200, 300));
            try (OutputStream out = Files.newOutputStream(archive)) {
                ExportWriter.writeArchive(store, log.checkpoint(), out);
            }
        }
    }

    @Test
    void verifiesAgainstACheckpointFromOutside() {
        Run run = Run.of("ledger", "verify", archive.toString(), "--key", VKEY, "--checkpoint", outside.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.output()).isEqualToNormalizingNewlines("""
                log      ledger.example/evidence
                key      %s
                entries  300
                covers   200, fits: %s
                covers   300, fits: checkpoint in the export

                Verified. Entries 0 to 199 are what a checkpoint from outside vouches for. The entries from there to 299 fit \
                a checkpoint in the export alone. Whether the log went on behind those, nothing from outside says.
                """.formatted(VKEY, outside));
    }

    @Test
    void withoutACheckpointFromOutsideItExitsWith4() {
        Run run = Run.of("ledger", "verify", folder.toString(), "--key", VKEY);

        assertThat(run.exitCode()).isEqualTo(ExitCode.TAIL_OPEN);
        assertThat(run.output()).endsWith("""
                Consistent. Entries 0 to 299 are what the log has signed. No checkpoint from outside was given, so nothing \
                says that the log ended there: a tail that was cut off, and a history rewritten by whoever has the key, cannot \
                be excluded.
                """);
    }

    @Test
    void namesTheFirstEntryThatDoesNotFit() throws IOException {
        damage(folder.resolve("tile/entries/000"));

        Run run = Run.of("ledger", "verify", folder.toString(), "--key", VKEY, "--checkpoint", outside.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.DOES_NOT_FIT);
        assertThat(run.output())
                .contains("Entry 0 was altered: its hash is not the one that the checkpoint covers. Checkpoint: "
                        + outside)
                .endsWith("NOT VERIFIED. No entry is known to be what the log has signed.\n");
    }

    @Test
    void takesAllThatWasPublishedFromAFolder() throws IOException {
        damage(folder.resolve("tile/entries/000"));
        damage(folder.resolve("tile/0/000"));

        Run run = Run.of(
                "ledger", "verify", folder.toString(), "--key", VKEY, "--json", "--checkpoint", published.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.DOES_NOT_FIT);
        assertThat(run.output())
                .startsWith("{\"outcome\":\"misfit\",\"origin\":\"ledger.example/evidence\",")
                .contains("{\"kind\":\"entry\",\"index\":0,\"change\":\"altered\",\"expected\":\""
                        + Hash.ofEntry(entry(0).encode()) + "\"");
    }

    @Test
    void tellsTheSameInJson() {
        Run run = Run.of(
                "ledger", "verify", archive.toString(), "--key", VKEY, "--json", "--checkpoint", outside.toString());

        assertThat(run.output())
                .isEqualToNormalizingNewlines(
                        "{\"outcome\":\"vouched\",\"origin\":\"ledger.example/evidence\",\"key\":\""
                                + VKEY
                                + "\",\"entries\":300,\"consistent\":300,\"vouched\":200,\"checkpoints\":[{\"name\":\""
                                + outside
                                + "\",\"size\":200,\"outside\":true,\"fits\":true,\"cosigned\":{}},{\"name\":\"checkpoint in the"
                                + " export\",\"size\":300,\"outside\":false,\"fits\":true,\"cosigned\":{}}],\"misfits\":[]}\n");
    }

    @Test
    void aWitnessVouches() throws IOException {
        SignedCheckpoint checkpoint = SignedCheckpoint.parse(Files.readAllBytes(folder.resolve("checkpoint")))
                .orThrow();
        Instant time = Instant.parse("2026-03-01T09:00:00Z");
        Files.write(
                folder.resolve("checkpoint"),
                checkpoint
                        .note()
                        .with(Cosignature.make(checkpoint, WITNESS, time))
                        .encode());

        Run run = Run.of(
                "ledger",
                "verify",
                folder.toString(),
                "--key",
                VKEY,
                "--witness",
                WITNESS.verifierKey().toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.output())
                .contains("checkpoint in the export, cosigned by witness.example at 2026-03-01T09:00:00Z");
    }

    @Test
    void theKeyMayStandInAFile() throws IOException {
        Path file = directory.resolve("key");
        Files.writeString(file, VKEY + "\n");

        assertThat(Run.of("ledger", "verify", folder.toString(), "--key", file.toString())
                        .exitCode())
                .isEqualTo(ExitCode.TAIL_OPEN);
    }

    @Test
    void saysThatAKeyIsNone() {
        Run run = Run.of("ledger", "verify", folder.toString(), "--key", "nonsense");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.error()).isEqualToNormalizingNewlines("""
                sekisho ledger verify: --key: expected a verifier key name+hash+key, but got "nonsense"
                See sekisho ledger verify --help.
                """);
        assertThat(Run.of(
                                "ledger",
                                "verify",
                                folder.toString(),
                                "--key",
                                WITNESS.verifierKey().toString())
                        .error())
                .startsWith(
                        "sekisho ledger verify: --key expects the key of a log, but \"witness.example\" is that of a"
                                + " witness");
    }

    @Test
    void saysThatAnExportIsNone() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "no archive");
        Path nothing = directory.resolve("nothing");

        assertThat(Run.of("ledger", "verify", text.toString(), "--key", VKEY))
                .isEqualTo(new Run(
                        ExitCode.NOTHING_READABLE,
                        "",
                        "sekisho ledger verify: cannot read " + text
                                + ": expected the export of a log, a folder or a ZIP archive\n"));
        assertThat(Run.of("ledger", "verify", nothing.toString(), "--key", VKEY))
                .isEqualTo(new Run(
                        ExitCode.NOTHING_READABLE,
                        "",
                        "sekisho ledger verify: cannot read " + nothing + ": no such file or directory\n"));
    }

    @Test
    void provesAnEntryAndChecksTheProofWithoutTheExport() throws IOException {
        Path proof = directory.resolve("entry-17.tlog-proof");
        Path opening = directory.resolve("opening");
        Files.write(opening, Opening.of(entry(17), values(17), SALT).encode());

        assertThat(Run.of("ledger", "prove", archive.toString(), "17", "-o", proof.toString())
                        .exitCode())
                .isEqualTo(ExitCode.READ_FULLY);
        Run run = Run.of("ledger", "check-proof", proof.toString(), "--key", VKEY, "--opening", opening.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.output())
                .contains("kind     incident.closed")
                .contains("value    object: incident 17")
                .endsWith("Proved: the entry is in the log \"ledger.example/evidence\" below size 300.\n");
    }

    @Test
    void aProofOfAnotherEntryAndAnOpeningOfOtherValuesProveNothing() throws IOException {
        Path proof = directory.resolve("proof");
        Path other = Files.write(directory.resolve("entry"), entry(18).encode());
        Path opening = directory.resolve("opening");
        Files.write(opening, Opening.of(entry(17), values(18), SALT).encode());
        Run.of("ledger", "prove", archive.toString(), "17", "-o", proof.toString());

        Run wrongEntry = Run.of("ledger", "check-proof", proof.toString(), "--key", VKEY, "--entry", other.toString());
        Run wrongValue =
                Run.of("ledger", "check-proof", proof.toString(), "--key", VKEY, "--opening", opening.toString());

        assertThat(wrongEntry.exitCode()).isEqualTo(ExitCode.DOES_NOT_FIT);
        assertThat(wrongEntry.output()).isEqualToNormalizingNewlines("""
                The entry is not at place 17 of the log that the checkpoint covers.
                NOT PROVED.
                """);
        assertThat(wrongValue.exitCode()).isEqualTo(ExitCode.DOES_NOT_FIT);
        assertThat(wrongValue.output()).contains("WRONG    object: incident 18").endsWith("NOT PROVED.\n");
    }

    @Test
    void showsEntriesWithoutVerifyingThem() {
        Run run = Run.of("ledger", "inspect", archive.toString(), "299");

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.output())
                .contains(
                        "entries  300",
                        "not checked",
                        "entry    299, hash " + Hash.ofEntry(entry(299).encode()))
                .contains("time     2026-03-01T09:04:59Z", "field    object, digest ");
    }

    @Test
    void saysThatThereIsNoSuchEntry() {
        assertThat(Run.of("ledger", "inspect", archive.toString(), "300").error())
                .isEqualTo("sekisho ledger inspect: cannot read " + archive
                        + ": there are entries from 0 to 299, but none 300\n");
        assertThat(Run.of("ledger", "prove", archive.toString(), "300").error())
                .startsWith("sekisho ledger prove: expected the index of an entry from 0 to 299, but got 300\n");
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[10] ^= 1;
        Files.write(file, bytes);
    }

    private static Entry entry(int number) {
        return Entry.seal(
                new UUID(7, number),
                Instant.parse("2026-03-01T09:00:00Z").plusSeconds(number),
                Entry.NO_UNIT,
                "incident.closed",
                values(number),
                SALT);
    }

    private static SortedMap<String, String> values(int number) {
        return new TreeMap<>(Map.of("object", "incident " + number, "reason", "原因不明"));
    }

    private static NoteSigner signer(String name, SignatureType type, int fill) {
        byte[] seed = new byte[NoteSigner.SEED_BYTES];
        Arrays.fill(seed, (byte) fill);
        return NoteSigner.ofSeed(name, type, seed);
    }
}
