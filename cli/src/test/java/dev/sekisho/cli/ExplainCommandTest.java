package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.sample.SampleCapture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    @TempDir
    static Path directory;

    private static Path capture = Path.of("");

    @BeforeAll
    static void makeCapture() throws IOException {
        capture = directory.resolve("sample.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture))) {
            SampleCapture.write(out, 1);
        }
    }

    private static Run explain(String... options) {
        List<String> words = new ArrayList<>(List.of("explain", capture.toString(), "--quiet"));
        words.addAll(List.of(options));
        return Run.of(words.toArray(String[]::new));
    }

    @Test
    void explainsARoguePairWithItsPictureAndEveryIndex() throws IOException {
        Path page = directory.resolve("pair.html");

        Run run = explain("--client", "10.20.0.13", "--server", "cdn-status.example", "--report", page.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.output())
                .startsWith("10.20.0.13 → cdn-status.example (203.0.113.66 port 80)\n")
                .contains("  verdict      ROGUE: it behaves like command and control\n")
                .contains("  exchanges    113; 23.3 kB to the server and 9.15 kB from it\n")
                .contains("↑ to, ↓ from the server", "The last 20 exchanges:")
                .containsSubsequence("Speaks for command and control", "rhythm.", "Has no weight in this");
        assertThat(page)
                .content(UTF_8)
                .contains("<h1>10.20.0.13 → cdn-status.example</h1>", "<b>Rogue</b>", "<svg", "rhythm.beat-jitter")
                .doesNotContain("<script", "http://", "https://");
    }

    @Test
    void explainsAnOrdinaryPairToo() {
        Run run = explain("--client", "10.20.0.10", "--server", "WWW.SHOP.EXAMPLE.");

        assertThat(run.output()).contains("  verdict      ordinary\n");
    }

    @Test
    void namesNearPairsWhereThereIsNoneOfThatName() {
        Run run = explain("--client", "10.20.0.13", "--server", "cdn-state.example");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.error())
                .startsWith("sekisho explain: no pair of client 10.20.0.13 and server cdn-state.example was seen;"
                        + " near ones are:\n  --client 10.20.0.13 --server cdn-status.example\n");
    }

    @Test
    void saysWhyAPairIsNotJudged() {
        Run run = explain("--client", "10.20.0.13", "--server", "10.20.0.1");

        assertThat(run.error())
                .isEqualTo("sekisho explain: 10.20.0.13 → 10.20.0.1:53 was seen but not judged: its traffic does not"
                        + " leave the organisation's own networks; --internal says which these are\n");
    }

    @Test
    void ranksAllPairsTheMostSuspiciousFirst() {
        Run all = explain("--all");
        Run ofOneClient = explain("--client", "10.20.0.11");

        assertThat(all.output().lines())
                .hasSizeGreaterThan(30)
                .element(1)
                .asString()
                .matches("rogue +0\\.\\d{3} .* 10\\.20\\.0\\.13 +cdn-status\\.example");
        assertThat(ofOneClient.output().lines().skip(1)).isNotEmpty().allMatch(line -> line.contains(" 10.20.0.11 "));
    }

    @Test
    void asksWhichPairIsMeant() {
        Run run = explain();

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.error()).startsWith("sekisho explain: expected --client and --server, or --all\n");
    }

    @Test
    void writesNoPageForSeveralPairs() {
        Run run = explain("--all", "--report", directory.resolve("none.html").toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(directory.resolve("none.html")).doesNotExist();
    }

    @Test
    void printsTheReferenceOfIndexes() {
        assertThat(Run.of("indexes").output()).startsWith("# Indexes\n").contains("### `volume.");
        assertThat(Run.of("indexes", "rhythm.beat-jitter").output())
                .startsWith("### `rhythm.beat-jitter`\n\nMedian absolute deviation")
                .endsWith(" |\n");
        assertThat(Run.of("indexes", "Beat-").output()).contains("`rhythm.beat-share`", "`rhythm.beat-run`");
    }

    @Test
    void saysThatThereIsNoSuchIndex() {
        Run run = Run.of("indexes", "beet");

        assertThat(run.error())
                .isEqualTo("sekisho indexes: no index is called \"beet\"; sekisho indexes lists them all\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    }
}
