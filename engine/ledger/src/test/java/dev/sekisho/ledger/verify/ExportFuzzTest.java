package dev.sekisho.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.export.Export;
import dev.sekisho.ledger.export.ExportWriter;
import dev.sekisho.ledger.sample.SampleLog;
import dev.sekisho.ledger.tile.EntryBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExportFuzzTest {
    private static final int SIZE = 5;

    static Stream<Arguments> seeds() throws IOException {
        SampleLog log = SampleLog.of(SampleLog.entries(SIZE));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        ExportWriter.writeArchive(log.store(), log.checkpoint(), archive);
        return Stream.of(
                        archive.toByteArray(),
                        log.store()
                                .read("tile/entries/000.p/5", EntryBundle.MOST_BYTES)
                                .orElseThrow(),
                        log.store()
                                .read("tile/0/000.p/5", EntryBundle.MOST_BYTES)
                                .orElseThrow())
                .map(bytes -> Arguments.of((Object) bytes));
    }

    /** Bytes as an archive, as a bundle of entries and as a tile of hashes: nothing throws, and no change is vouched for. */
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void nothingThrowsAndNoChangeIsVouchedFor(byte[] data) throws IOException {
        SampleLog log = SampleLog.of(SampleLog.entries(SIZE));
        verifyArchive(data, log.checkpoint());
        for (String path : List.of("tile/entries/000.p/5", "tile/0/000.p/5")) {
            Map<String, byte[]> files = log.store().copy();
            boolean same = Arrays.equals(files.get(path), data);
            files.put(path, data);
            VerificationReport report = Tampering.verify(files, List.of(log.checkpoint()), Optional.empty());
            assertThat(report.misfits().isEmpty()).isEqualTo(same);
        }
    }

    @Test
    void everyChangedByteOfAnArchiveIsBorne() throws IOException {
        SampleLog log = SampleLog.of(SampleLog.entries(SIZE));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        ExportWriter.writeArchive(log.store(), log.checkpoint(), archive);
        byte[] bytes = archive.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) 0xff;
            verifyArchive(changed, log.checkpoint());
        }
    }

    private static void verifyArchive(byte[] data, SignedCheckpoint outside) throws IOException {
        Path file = Files.createTempFile("export-", ".zip");
        try {
            Files.write(file, data);
            try (Export export = Export.open(file)) {
                LedgerVerifier.verify(
                        export,
                        new VerificationRequest(
                                SampleLog.KEY.verifierKey(),
                                SampleLog.NAME,
                                List.of(new NamedCheckpoint("outside", outside.encode())),
                                List.of(),
                                List.of()));
            } catch (IOException e) {
                // The parser's own result for what is no archive, or cannot be read.
                assertThat(e).hasMessageMatching(".+");
            }
        } finally {
            Files.delete(file);
        }
    }
}
