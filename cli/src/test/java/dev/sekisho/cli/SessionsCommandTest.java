package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsCommandTest {
    @TempDir
    Path directory;

    private Path capture;
    private Path result;

    @BeforeEach
    void makeCapture() throws IOException {
        capture = directory.resolve("one-request.pcap");
        result = directory.resolve("result");
        try (OutputStream output = Files.newOutputStream(capture)) {
            new PracticeCapture(output)
                    .open(1, 80)
                    .request("GET", "/index.html", 100)
                    .close();
        }
    }

    @Test
    void writesSessionsAsJsonLines() throws IOException {
        Run run = Run.of("sessions", capture.toString(), "--json", "--output", result.toString());

        assertThat(run.error())
                .matches("read 1 file \\(1\\.08 kB, 10 packets\\) in .* s: 1 connection, 1 exchange, 1 session\\R");
        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(Files.readString(result, UTF_8))
                .startsWith("{\"client\":\"192.0.2.1\",")
                .contains(
                        "\"address\":\"198.51.100.2\",\"port\":80,",
                        "\"start\":\"2026-01-02T03:04:05.000000Z\"",
                        "\"connections\":1,\"exchanges\":1,\"bytesUp\":135,\"bytesDown\":225,")
                .endsWith("}\n")
                .hasLineCount(1);
    }

    @Test
    void addsExchangesWhenAsked() throws IOException {
        Run.of("sessions", capture.toString(), "--exchanges", "--quiet", "-o", result.toString());

        assertThat(Files.readString(result, UTF_8))
                .contains(
                        "\"time\":\"2026-01-02T03:04:05.001500Z\"",
                        "\"requestBytes\":135,\"responseBytes\":225,\"method\":\"GET\"",
                        "\"path\":\"/index.html\",\"status\":200,\"userAgent\":\"practice/1\"");
    }

    @Test
    void writesCsvWithAHeader() throws IOException {
        Run run = Run.of("sessions", capture.toString(), "--csv", "--quiet", "--output", result.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(Files.readAllLines(result, UTF_8))
                .satisfiesExactly(
                        header -> assertThat(header).startsWith("client,server,address,port,protocol,start,end,"),
                        row -> assertThat(row).startsWith("192.0.2.1,").contains(",198.51.100.2,80,", ",1,1,135,225,"));
    }

    @Test
    void writesATableForPeople() throws IOException {
        Run run = Run.of("sessions", capture.toString(), "--table", "--quiet", "--output", result.toString());

        assertThat(run.error()).isEmpty();
        assertThat(Files.readAllLines(result, UTF_8))
                .satisfiesExactly(
                        header -> assertThat(header).startsWith("START (UTC)").endsWith("SERVER"),
                        row -> assertThat(row)
                                .startsWith("2026-01-02 03:04:05")
                                .contains("192.0.2.1", "135 B", "225 B")
                                .endsWith(":80"));
    }

    @Test
    void numbersSessionsOfCapturesAndLogsThroughout() throws IOException {
        Path log = Files.writeString(directory.resolve("access.log"), """
                1767323045.000    120 192.0.2.9 TCP_MISS/200 1024 GET http://www.example.net/ - HIER_DIRECT/198.51.100.7 text/html
                """);

        Run run = Run.of("sessions", log.toString(), capture.toString(), "--csv", "-o", result.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.error()).startsWith("read 2 files ").endsWith(": 2 connections, 2 exchanges, 2 sessions\n");
        assertThat(Files.readString(result, UTF_8)).hasLineCount(3).contains("192.0.2.9,www.example.net,");
    }

    @Test
    void endsWithOneWhenNothingCanBeRead() {
        Path missing = directory.resolve("missing.pcap");

        Run run = Run.of("sessions", missing.toString(), "--quiet", "-o", result.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_READABLE);
        assertThat(run.error())
                .isEqualToNormalizingNewlines("sekisho sessions: cannot read " + missing + ": no such file\n");
    }

    @Test
    void endsWithThreeWhenOneOfSeveralCannotBeRead() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "nothing that Sekisho knows\n");

        Run run = Run.of("sessions", text.toString(), capture.toString(), "-o", result.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_WITH_LOSSES);
        assertThat(run.error())
                .startsWith("sekisho sessions: cannot read " + text + ": ")
                .contains("           1  file that is missing, not readable or of no known format");
        assertThat(Files.readString(result, UTF_8)).hasLineCount(1);
    }

    @Test
    void endsWithThreeWhenACaptureIsCutOff() throws IOException {
        byte[] bytes = Files.readAllBytes(capture);
        Path cut = Files.write(directory.resolve("cut.pcap"), Arrays.copyOf(bytes, bytes.length - 5));

        Run run = Run.of("sessions", cut.toString(), "-o", result.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_WITH_LOSSES);
        assertThat(run.error()).contains("1  capture ends in the middle of a packet");
    }

    @Test
    void neverOverwritesItsInput() throws IOException {
        byte[] before = Files.readAllBytes(capture);

        Run run = Run.of("sessions", capture.toString(), "-o", directory + "/./one-request.pcap");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.error())
                .isEqualToNormalizingNewlines("sekisho sessions: the result must not overwrite the input " + capture
                        + "; name another file\n");
        assertThat(capture).hasBinaryContent(before);
    }

    @Test
    void saysWhyAResultCannotBeWritten() {
        Path output = directory.resolve("missing/result");

        Run run = Run.of("sessions", capture.toString(), "-o", output.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(run.error())
                .isEqualToNormalizingNewlines("sekisho sessions: cannot write " + output + ": there is no directory "
                        + output.getParent() + "\n");
    }

    @Test
    void refusesExchangesInATable() {
        Run run = Run.of("sessions", capture.toString(), "--exchanges", "--table");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.error()).startsWith("sekisho sessions: --exchanges can only be written as JSON");
    }

    @Test
    void refusesASilenceThatIsNoDuration() {
        Run run = Run.of("sessions", capture.toString(), "--silence", "soon");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.error()).contains("expected a duration such as 90s, 30m, 1h30m or 2d, but got \"soon\"");
    }
}
