package dev.sekisho.extrusion.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.traffic.Losses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private static Series beacon(String label, int exchanges) {
        List<Series.Point> points = new ArrayList<>();
        for (int i = 0; i < exchanges; i++) {
            points.add(new Series.Point(START.plusSeconds(60L * i), 210, 1_400));
        }
        return new Series(label, points);
    }

    private static Alert rogue(String client, String server, String text) {
        return new Alert(
                client,
                server,
                "192.0.2.66",
                443,
                Alert.Kind.ROGUE,
                null,
                0.97,
                0.0004,
                START,
                START.plusSeconds(3_600),
                61,
                List.of(new Alert.Reason("interval-regularity", "0.98", "0.10–0.55", text)));
    }

    private static Report report(List<Report.Finding> rogue, Losses losses) {
        return new Report(
                List.of("day.pcap"),
                START,
                START.plus(Duration.ofHours(8)),
                Map.of("packets", 184_512L),
                losses,
                Map.of(),
                1_204,
                2_499,
                "The threshold allows one false alarm a day.",
                rogue,
                List.of(),
                List.of(),
                2,
                List.of(new Report.Group(
                        "Page browsing",
                        "Many different paths within seconds, then silence.",
                        812,
                        0.674,
                        List.of(new Report.Trait("It asks for many paths.", "12 to 60", "3", "shape.paths")),
                        beacon("10.1.2.9 → www.example", 3))));
    }

    @Test
    void tellsClientServerScoreAndReason() {
        String html = HtmlReport.of(report(
                List.of(new Report.Finding(
                        rogue("10.1.2.3", "c2.example", "61 requests came every 60 s"),
                        beacon("10.1.2.3 → c2.example", 61),
                        null,
                        List.of("other.example"))),
                new Losses()));

        assertThat(html)
                .contains("10.1.2.3", "c2.example", "0.970", "1 in 2,500", "61 requests came every 60 s", "0.10–0.55")
                .contains("61 exchanges over 60 min, 12.8 kB to the server, 85.4 kB from it")
                .contains("2 alerts are not shown because of exceptions in force.")
                .contains("812 pairs, 67 %", "It asks for many paths.", "12 to 60")
                .contains("The same with 1 other server", "other.example");
    }

    @Test
    void letsNothingFromTrafficBecomeMarkup() {
        String hostile = "<script>alert(1)</script>\"'\u202e";

        String html = HtmlReport.of(report(
                List.of(new Report.Finding(
                        rogue(hostile, hostile, hostile), beacon(hostile, 2), null, List.of(hostile))),
                new Losses()));

        assertThat(html).doesNotContain("<script", "\u202e", "\"'");
        assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;·");
    }

    @Test
    void loadsNothingFromOutside() {
        String html = HtmlReport.of(report(List.of(), new Losses()));

        assertThat(html).contains("default-src 'none'");
        assertThat(Pattern.compile("(src=|url\\(|@import|https?://)")
                        .matcher(html)
                        .find())
                .isFalse();
    }

    @Test
    void saysSoWhenNothingWasFoundOrLost() {
        String html = HtmlReport.of(report(List.of(), new Losses()));

        assertThat(html)
                .contains("Nothing here behaves like command and control.")
                .contains("No application was seen that the policy prohibits.")
                .contains("Everything was read.");
    }

    @Test
    void countsWhatWasNotRead() {
        Losses losses = new Losses();
        losses.add(Losses.Reason.LOST_SEGMENT, 1_017);

        assertThat(HtmlReport.of(report(List.of(), losses)))
                .contains("<td class=\"number\">1,017<td>gap in a TCP stream: bytes that were never captured");
    }

    @Test
    void drawsPicturesThatAreWellFormed(@Nullable @TempDir Path folder) throws Exception {
        for (int exchanges : new int[] {1, 2, 61, 20_000}) {
            Document picture = parse(SessionPicture.draw(beacon("a → b", exchanges)));

            assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
            assertThat(SessionPicture.draw(beacon("a → b", exchanges)).length()).isLessThan(40_000);
        }
    }

    @Test
    void drawsUpwardWhatGoesToTheServer() {
        String picture = SessionPicture.draw(new Series(
                "a → b", List.of(new Series.Point(START, 1_000, 0), new Series.Point(START.plusSeconds(1), 0, 1_000))));

        assertThat(picture).contains("class=\"up\" d=\"M46 88V20\"").contains("class=\"down\" d=\"M508 88V156\"");
    }

    private static Document parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder().parse(new InputSource(new java.io.StringReader(xml)));
    }

    /** A report to look at: {@code target/report-example.html}. */
    @Test
    void writesAnExample() throws IOException {
        Path example = Path.of("target", "report-example.html");
        Files.writeString(
                example,
                HtmlReport.of(report(
                        List.of(
                                new Report.Finding(
                                        rogue(
                                                "10.1.2.3",
                                                "c2.example",
                                                "61 requests came every 60 s, give or take 1 s"),
                                        beacon("10.1.2.3 → c2.example", 61),
                                        beacon("Ordinary: 10.1.2.9 → www.example", 9),
                                        List.of()),
                                new Report.Finding(
                                        rogue("10.1.2.4", "192.0.2.66", "the server has no name"),
                                        beacon("10.1.2.4 → 192.0.2.66", 5),
                                        null,
                                        List.of())),
                        new Losses())));

        assertThat(Files.size(example)).isPositive();
    }
}
