package dev.sekisho.traffic.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.traffic.Losses.Reason;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("InputStreamSlowMultibyteRead") // the endless streams of these tests are to be read slowly
class InputFileTest {
    private static final byte[] TEXT = text(300_000);

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        Random random = new Random(7);
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(4));
        }
        return text;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zstd(byte[] content) {
        var compressor = new ZstdJavaCompressor();
        byte[] target = new byte[compressor.maxCompressedLength(content.length)];
        int length = compressor.compress(content, 0, content.length, target, 0, target.length);
        return Arrays.copyOf(target, length);
    }

    private static byte[] join(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static InputFile input(byte[] bytes) throws IOException {
        return InputFile.of("test", new ByteArrayInputStream(bytes));
    }

    @Test
    void readsWhatIsNotCompressedAsItIs() throws IOException {
        try (InputFile input = input(TEXT)) {
            assertThat(input.isCompressed()).isFalse();
            assertThat(input.head(3)).isEqualTo(TEXT[3]);
            assertThat(input.head(64)).isEqualTo(-1);
            assertThat(input.stream().readAllBytes()).isEqualTo(TEXT);
            assertThat(input.bytesRead()).isEqualTo(TEXT.length);
            assertThat(input.damage()).isNull();
        }
    }

    @Test
    void decompressesJoinedMembers() throws IOException {
        byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9};
        for (byte[] compressed :
                List.of(join(gzip(TEXT), gzip(new byte[0]), gzip(TEXT)), join(zstd(TEXT), skippable, zstd(TEXT)))) {
            try (InputFile input = input(compressed)) {
                assertThat(input.isCompressed()).isTrue();
                assertThat(input.stream().readAllBytes()).isEqualTo(join(TEXT, TEXT));
                assertThat(input.damage()).isNull();
                assertThat(input.bytesRead()).isEqualTo(compressed.length);
            }
        }
    }

    @Test
    void decompressesMembersThatAPipeDeliversByteByByte() throws IOException {
        byte[] compressed = join(gzip(TEXT), gzip(TEXT));
        InputStream pipe = new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(compressed, 0, 5),
                new ByteArrayInputStream(compressed, 5, compressed.length))));
        InputStream slow = new InputStream() {
            @Override
            public int read() throws IOException {
                return pipe.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return length == 0 ? 0 : pipe.read(target, offset, 1);
            }
        };
        try (InputFile input = InputFile.of("-", slow)) {
            assertThat(input.stream().readAllBytes()).isEqualTo(join(TEXT, TEXT));
        }
    }

    @Test
    void leavesOutWhatFollowsTheLastGzipMember() throws IOException {
        try (InputFile input = input(join(gzip(TEXT), new byte[500]))) {
            assertThat(input.stream().readAllBytes()).isEqualTo(TEXT);
            assertThat(input.damage()).isNull();
        }
    }

    @Test
    void endsWhereCompressedContentBreaksOff() throws IOException {
        for (byte[] compressed : List.of(gzip(TEXT), zstd(TEXT))) {
            try (InputFile input = input(Arrays.copyOf(compressed, compressed.length / 2))) {
                byte[] content = input.stream().readAllBytes();

                assertThat(content).isEqualTo(Arrays.copyOf(TEXT, content.length));
                assertThat(input.damage()).isEqualTo(Reason.TRUNCATED_CAPTURE);
            }
        }
    }

    @Test
    void endsWhereCompressedContentIsDamaged() throws IOException {
        for (byte[] compressed : List.of(gzip(TEXT), zstd(TEXT))) {
            byte[] damaged = join(compressed, compressed);
            for (int i = 0; i < 200; i++) {
                damaged[compressed.length - 300 + i] ^= 0x55;
            }
            try (InputFile input = input(damaged)) {
                assertThat(input.stream().readAllBytes().length).isLessThan(2 * TEXT.length);
                assertThat(input.damage()).isEqualTo(Reason.CORRUPT_CAPTURE);
            }
        }
    }

    @Test
    void refusesAZstdWindowThatWouldNotFitIntoMemory() throws IOException {
        // descriptor 0: no content size, no check sum; window descriptor 31 << 3: 2 TiB; one raw block of one byte
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (31 << 3), 9, 0, 0, 'a'};
        try (InputFile input = input(frame)) {
            assertThat(input.headLength()).isZero();
            assertThat(input.damage()).isEqualTo(Reason.CORRUPT_CAPTURE);
        }
    }

    @Test
    void endsABombAtTheLimit() throws IOException {
        // zstd blocks of one repeated byte: 4 bytes stand for 128 KiB
        byte[] block = {(byte) 0x02, (byte) 0x00, (byte) 0x10, 0};
        InputStream blocks = new InputStream() {
            private long at;

            @Override
            public int read() {
                return block[(int) (at++ % block.length)] & 0xff;
            }
        };
        byte[] header = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 7 << 3};
        byte[] target = new byte[1 << 20];
        long content = 0;
        try (InputFile input =
                InputFile.of("bomb", new SequenceInputStream(new ByteArrayInputStream(header), blocks))) {
            for (int got = 0; got >= 0; got = input.read(target, 0, target.length)) {
                content += got;
            }

            assertThat(content)
                    .isBetween(InputFile.ALWAYS_DECOMPRESSED_BYTES - (2 << 20), InputFile.ALWAYS_DECOMPRESSED_BYTES);
            assertThat(input.damage()).isEqualTo(Reason.DECOMPRESSION_LIMIT);
        }
    }

    @Test
    void keepsAFailureOfTheMachineApartFromDamage() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk on fire");
            }
        };
        assertThatThrownBy(() -> InputFile.of("test", failing))
                .isInstanceOf(IOException.class)
                .hasMessage("disk on fire");
        assertThatThrownBy(() -> InputFile.open(Path.of("no", "such", "file")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no/such/file");
    }

    @Test
    void countsTheDamageOfACompressedCapture() throws IOException {
        var file = new ByteArrayOutputStream();
        try (var writer = new CaptureWriter(file, CaptureWriter.Form.PCAPNG, java.nio.ByteOrder.LITTLE_ENDIAN)) {
            for (int i = 0; i < 5000; i++) {
                writer.packet(Arrays.copyOfRange(TEXT, i, i + 900), i, 1);
            }
        }
        byte[] compressed = gzip(file.toByteArray());

        var recorded = RecordedPackets.of(Arrays.copyOf(compressed, compressed.length - 1000));

        assertThat(recorded.packets).hasSizeBetween(1000, 4999);
        assertThat(recorded.losses.counts()).containsOnlyKeys(Reason.TRUNCATED_CAPTURE);
    }
}
