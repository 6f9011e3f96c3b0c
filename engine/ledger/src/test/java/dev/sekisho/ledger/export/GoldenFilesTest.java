package dev.sekisho.ledger.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.checkpoint.Cosignature;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.entry.Entry;
import dev.sekisho.ledger.entry.Opening;
import dev.sekisho.ledger.proof.ProofDocument;
import dev.sekisho.ledger.sample.SampleLog;
import dev.sekisho.ledger.tile.EntryBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every format has the bytes that the golden files hold, for keys and entries that a seed gives; and every golden file can be
 * read. With {@code -Dsekisho.golden=write} the files are written anew.
 */
class GoldenFilesTest {
    private static final Path FILES = Path.of("src/test/resources/dev/sekisho/ledger/golden");

    @TempDir
    Path directory;

    @Test
    void formatsHaveTheBytesOfTheGoldenFiles() throws IOException {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            entries.add(SampleLog.entry(i).encode());
        }
        SampleLog log = SampleLog.of(entries);
        SignedCheckpoint cosigned = new SignedCheckpoint(
                log.checkpoint().checkpoint(),
                log.checkpoint()
                        .note()
                        .with(Cosignature.make(
                                log.checkpoint(), SampleLog.WITNESS, Instant.parse("2026-03-01T10:00:00Z"))));

        assertGolden("verifier-key", (SampleLog.KEY.verifierKey() + "\n").getBytes(StandardCharsets.UTF_8));
        assertGolden("witness-key", (SampleLog.WITNESS.verifierKey() + "\n").getBytes(StandardCharsets.UTF_8));
        assertGolden("entry.hex", hex(entries.getFirst()));
        assertGolden("checkpoint", log.checkpoint().encode());
        assertGolden("cosigned-checkpoint", cosigned.encode());
        assertGolden(
                "opening",
                Opening.of(SampleLog.entry(0), SampleLog.values(), SampleLog.salt(0))
                        .encode());
        assertGolden(
                "entry-3.tlog-proof",
                new ExportReader(log.store(), cosigned).prove(3).encode());
        assertGolden(
                "entries.hex",
                hex(log.store()
                        .read("tile/entries/000.p/5", EntryBundle.MOST_BYTES)
                        .orElseThrow()));
        assertGolden("tile-0.hex", hex(log.store().read("tile/0/000.p/5", 8192).orElseThrow()));
    }

    @Test
    void goldenFilesCanBeRead() throws IOException {
        Entry entry = Entry.parse(HexFormat.of()
                        .parseHex(Files.readString(FILES.resolve("entry.hex")).strip()))
                .orThrow();
        Opening opening =
                Opening.parse(Files.readAllBytes(FILES.resolve("opening"))).orThrow();

        assertThat(entry).isEqualTo(SampleLog.entry(0));
        assertThat(entry.contradictions(opening)).isEmpty();
        assertThat(SignedCheckpoint.parse(Files.readAllBytes(FILES.resolve("cosigned-checkpoint"))))
                .isInstanceOf(Parsed.Value.class);
        assertThat(ProofDocument.parse(Files.readAllBytes(FILES.resolve("entry-3.tlog-proof")))
                        .orThrow()
                        .holds(SampleLog.entry(3).encode()))
                .isTrue();
    }

    @Test
    void anArchiveHoldsTheFilesOfTheLogAndIsTheSameEveryTime() throws IOException {
        SampleLog log = SampleLog.of(SampleLog.entries(600));
        Path archive = directory.resolve("export.zip");
        byte[] once = archive(log, log.checkpoint());
        Files.write(archive, once);

        assertThat(archive(log, log.checkpoint())).isEqualTo(once);
        try (Export export = Export.open(archive)) {
            for (Map.Entry<String, byte[]> file : log.store().copy().entrySet()) {
                assertThat(export.read(file.getKey(), EntryBundle.MOST_BYTES).orElseThrow())
                        .isEqualTo(file.getValue());
            }
            assertThat(export.read("tile/0/x001/000", 8192)).isEmpty();
        }
    }

    @Test
    void aGrownLogGivesTheExportOfAnEarlierCheckpoint() throws IOException {
        SampleLog small = SampleLog.of(SampleLog.entries(200));
        SampleLog grown = SampleLog.of(SampleLog.entries(600));

        assertThat(archive(grown, small.checkpoint())).isEqualTo(archive(small, small.checkpoint()));
    }

    private static byte[] archive(SampleLog log, SignedCheckpoint checkpoint) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportWriter.writeArchive(log.store(), checkpoint, out);
        return out.toByteArray();
    }

    private static byte[] hex(byte[] bytes) {
        return (HexFormat.of().formatHex(bytes) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertGolden(String name, byte[] bytes) throws IOException {
        Path file = FILES.resolve(name);
        if ("write".equals(System.getProperty("sekisho.golden"))) {
            Files.createDirectories(FILES);
            Files.write(file, bytes);
        }
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .as("bytes of %s", name)
                .isEqualTo(Files.readString(file));
    }
}
