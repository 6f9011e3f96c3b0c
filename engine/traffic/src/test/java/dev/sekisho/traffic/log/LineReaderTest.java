package dev.sekisho.traffic.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static List<String> lines(InputStream input, long oversized) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(input)) {
            while (reader.next()) {
                lines.add(reader.text());
            }
            assertThat(reader.oversized()).isEqualTo(oversized);
        }
        return lines;
    }

    private static InputStream of(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesBothLineEndsAndALastLineWithoutOne() throws IOException {
        assertThat(lines(of("a\r\nb\n\nlast"), 0)).containsExactly("a", "b", "", "last");
        assertThat(lines(of(""), 0)).isEmpty();
    }

    @Test
    void findsLinesAcrossReads() throws IOException {
        String line = "x".repeat(70_000);
        InputStream trickling =
                new ByteArrayInputStream((line + "\n" + line + "\nend").getBytes(StandardCharsets.UTF_8)) {
                    @Override
                    public synchronized int read(byte[] bytes, int offset, int length) {
                        return super.read(bytes, offset, Math.min(length, 7_001));
                    }
                };

        assertThat(lines(trickling, 0)).containsExactly(line, line, "end");
    }

    @Test
    void passesOverALineBeyondTheLimitAndCountsIt() throws IOException {
        String endless = "y".repeat(3 * LineReader.MAX_LINE_BYTES);

        assertThat(lines(of("before\n" + endless + "\nafter\n"), 1)).containsExactly("before", "after");
        assertThat(lines(of(endless), 1)).isEmpty();
    }
}
