package dev.sekisho.traffic.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.capture.CaptureWriter.Form;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureReaderFuzzTest {
    static Stream<Arguments> seeds() {
        return seedFiles().stream().map(file -> Arguments.of((Object) file));
    }

    private static List<byte[]> seedFiles() {
        List<byte[]> files = new ArrayList<>();
        for (Form form : Form.values()) {
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                var file = new ByteArrayOutputStream();
                try (CaptureWriter writer = new CaptureWriter(file, form, order)) {
                    for (int i = 0; i < 5; i++) {
                        writer.packet(new byte[20 + i], 1_700_000_000_000_000_000L + i, 1);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                files.add(file.toByteArray());
            }
        }
        var gzipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(files.getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.add(gzipped.toByteArray());
        files.add(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 7 << 3, 9, 0, 0, 'a'});
        return files;
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void neverThrows(byte[] file) throws IOException {
        read(file);
    }

    private static long read(byte[] file) throws IOException {
        Losses losses = new Losses();
        long[] packets = new long[1];
        try (InputFile input = InputFile.of("fuzz", new ByteArrayInputStream(file))) {
            new CaptureReader(input, losses).read((bytes, offset, length, wireLength, nanos, linkType) -> {
                if (offset < 0 || length < 0 || offset + length > bytes.length || wireLength < length) {
                    throw new AssertionError("packet outside of its array");
                }
                packets[0]++;
            });
        }
        return packets[0];
    }

    @Test
    void survivesMutatedFilesOfEveryForm() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> files = seedFiles();
        long packets = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] file = files.get(random.nextInt(files.size())).clone();
            for (int i = random.nextInt(6); i > 0; i--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            try {
                packets += read(file);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
        assertThat(packets).isPositive();
    }
}
