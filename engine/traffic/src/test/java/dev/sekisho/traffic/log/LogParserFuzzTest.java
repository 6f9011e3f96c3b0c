package dev.sekisho.traffic.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** No log line makes a parser throw, and whatever a file holds it is read to its end. */
class LogParserFuzzTest {
    private static void parse(LineParser parser, byte[] data) {
        Losses losses = new Losses();
        try (LineReader lines = new LineReader(new ByteArrayInputStream(data))) {
            while (lines.next()) {
                parser.parse(lines.bytes(), lines.start(), lines.length(), losses);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void zeekTable(byte[] data) {
        parse(new ZeekTableParser(), data);
    }

    @FuzzTest(maxDuration = "10m")
    void zeekJson(byte[] data) {
        parse(new ZeekJsonParser(), data);
    }

    @FuzzTest(maxDuration = "10m")
    void eve(byte[] data) {
        parse(new EveParser(), data);
    }

    @FuzzTest(maxDuration = "10m")
    void squid(byte[] data) {
        parse(new SquidParser(), data);
    }

    @FuzzTest(maxDuration = "10m")
    void wholeFile(byte[] data) throws IOException {
        Path file = Files.createTempFile("sekisho-log-", ".fuzz");
        try {
            Files.write(file, data);
            new LogReader(SessionSettings.DEFAULT, new SessionSink() {}).read(List.of(file));
        } finally {
            Files.delete(file);
        }
    }
}
