package dev.sekisho.extrusion.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sekisho.extrusion.evaluate.EvaluationReport.CalibrationReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.FamilyReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.JudgeReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.OtherAlarm;
import dev.sekisho.extrusion.evaluate.EvaluationReport.SetReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.TailShare;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels, counts and ratios over made-up inputs and a made-up detector that alarms on what it is told. */
class EvaluationTest {
    @TempDir
    private Path folder;

    private final Map<String, List<Event>> contents = new LinkedHashMap<>();
    private final List<EvaluationRow> rows = new ArrayList<>();

    private record Event(String client, String server, String address, double time) {}

    private void input(String name, String content, List<Event> events) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        contents.put(file.getFileName().toString(), events);
    }

    private void row(
            String input,
            EvaluationRow.Kind kind,
            String group,
            Set<String> c2,
            String client,
            double start,
            double end) {
        rows.add(new EvaluationRow(
                input,
                kind,
                group,
                c2,
                client.isEmpty() ? Set.of() : Set.of(client),
                EvaluationFile.PRIVATE_NETWORKS,
                start,
                end));
    }

    private void row(String input, EvaluationRow.Kind kind, String group, Set<String> c2) {
        row(input, kind, group, c2, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private ReadSummary read(Path path, SessionSink sink) {
        List<Event> events = contents.getOrDefault(path.getFileName().toString(), List.of());
        for (Event event : events) {
            Instant time = Instant.ofEpochMilli((long) (event.time() * 1000));
            SessionKey key = new SessionKey(event.client(), event.server(), event.address(), 443);
            sink.recognised(1, key, new ProtocolFacts(time, Transport.TCP, Protocol.TLS, null));
            sink.exchange(1, key, new Exchange(time, null, time, 10, 20, null, null));
            sink.connection(
                    1,
                    key,
                    new Connection(
                            Transport.TCP,
                            Protocol.TLS,
                            time,
                            time,
                            1,
                            443,
                            1,
                            1,
                            10,
                            20,
                            1,
                            true,
                            false,
                            Connection.Ending.CLOSED,
                            null,
                            Opening.EMPTY,
                            Opening.EMPTY));
        }
        return new ReadSummary(1, events.size(), 0, events.size(), events.size(), 1, new Losses());
    }

    /** Alarms on the servers it knows; a group left out makes it forget those of that name. */
    private record Known(Set<String> servers) implements PairScorer {
        @Override
        public Judgement begin(List<IpNetwork> internalNetworks) {
            return new Judgement() {
                private final Map<SessionKey, PairVerdict> verdicts = new LinkedHashMap<>();

                @Override
                public void exchange(long session, SessionKey key, Exchange exchange) {
                    boolean alarm = servers.contains(key.server());
                    verdicts.putIfAbsent(
                            key,
                            new PairVerdict(
                                    key,
                                    alarm ? 0.9 : 0.1,
                                    pValue(key.server()),
                                    999,
                                    alarm,
                                    alarm ? exchange.start() : null,
                                    alarm ? 1 : 0,
                                    alarm ? "It is " + key.server() + "." : null));
                }

                @Override
                public List<PairVerdict> verdicts() {
                    return List.copyOf(verdicts.values());
                }
            };
        }

        @Override
        public PairScorer withoutGroup(String leaveOutGroup) {
            return new Known(Set.copyOf(servers.stream()
                    .filter(name -> !name.startsWith(leaveOutGroup))
                    .toList()));
        }
    }

    /** The p-value that a server's name begins with, in thousandths; otherwise 1. */
    private static double pValue(String server) {
        int dash = server.indexOf('-');
        return dash < 0 ? 1 : Integer.parseInt(server.substring(0, dash)) / 1000.0;
    }

    private EvaluationReport run(Set<String> known) {
        return new Evaluation(folder, rows, this::read, new Known(known), null, name -> {}).run();
    }

    private static JudgeReport detector(EvaluationReport report, String set) {
        return report.sets().stream()
                .filter(candidate -> candidate.name().equals(set))
                .map(SetReport::judges)
                .map(List::getFirst)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void labelsWhatIsNamedWhatIsBackgroundAndWhatIsLeftOut() throws IOException {
        input(
                "malware/a.pcap",
                "1",
                List.of(
                        new Event("10.0.0.5", "bot.evil.example", "192.0.2.1", 60),
                        new Event("10.0.0.5", "au.windowsupdate.com", "192.0.2.2", 61),
                        new Event("10.0.0.5", "unknown.example", "192.0.2.3", 62),
                        new Event("10.0.0.5", "printer", "10.0.0.9", 63)));
        row("malware/a.pcap", EvaluationRow.Kind.MALWARE, "bot", Set.of("evil.example"));

        JudgeReport judge =
                detector(run(Set.of("bot.evil.example", "au.windowsupdate.com", "unknown.example")), "malware");

        assertThat(judge.found()).isEqualTo(1);
        assertThat(judge.sources()).isEqualTo(1);
        assertThat(judge.negatives()).isEqualTo(1);
        assertThat(judge.falseAlarms()).isEqualTo(1);
        assertThat(judge.backgroundAlarms()).isEqualTo(1);
        assertThat(judge.otherAlarms()).isEqualTo(1);
        assertThat(judge.alarmed()).containsExactly("malware/a.pcap: 10.0.0.5 -> au.windowsupdate.com");
        assertThat(judge.area()).isEqualTo(0.5);
        assertThat(judge.medianExchanges()).isEqualTo(1);
    }

    @Test
    void listsAlarmsOnWhatNobodyCanLabelTheStrongestFirstAndOncePerPair() throws IOException {
        input(
                "malware/a.pcap",
                "1",
                List.of(
                        new Event("10.0.0.5", "unknown.example", "192.0.2.3", 62),
                        new Event("10.0.0.5", "unknown.example", "192.0.2.3", 63),
                        new Event("10.0.0.5", "silent.example", "192.0.2.4", 64)));
        row("malware/a.pcap", EvaluationRow.Kind.MALWARE, "bot", Set.of("evil.example"));

        JudgeReport judge = detector(run(Set.of("unknown.example")), "malware");

        assertThat(judge.others())
                .containsExactly(
                        new OtherAlarm("malware/a.pcap", "10.0.0.5", "unknown.example", 0.9, "It is unknown.example."));
    }

    /**
     * 20 ordinary pairs: at most 0.01 are 0.001 and 0.010, at most 0.05 also 0.050. With n = 999 exactly 0.01 and 0.05
     * of right p-values are. Of 20 tries at 0.01 none succeeds with 0.8179, at most one with 0.9831: 0 to 1 with 95 %.
     * At 0.05 none with 0.3585, at most two with 0.9245, at most three with 0.9841: 0 to 3.
     */
    @Test
    void comparesTheShareOfSmallPValuesOfOrdinaryPairsWithWhatChanceMakesOfRightOnes() throws IOException {
        List<Event> events = new ArrayList<>();
        int[] thousandths = {1, 10, 11, 50, 51};
        for (int i = 0; i < 20; i++) {
            String name = (i < thousandths.length ? thousandths[i] + "-" : "") + "site" + (char) ('a' + i) + ".example";
            events.add(new Event("10.0.0.5", name, "192.0.2." + i, i));
        }
        input("benign/a.pcap", "1", events);
        row("benign/a.pcap", EvaluationRow.Kind.BENIGN, "", Set.of());

        EvaluationReport report = run(Set.of());

        assertThat(detector(report, "benign").calibration())
                .isEqualTo(new CalibrationReport(
                        20,
                        999,
                        List.of(
                                new TailShare(0.01, 0.1, 0.01, new ProportionInterval(0, 0.05)),
                                new TailShare(0.05, 0.2, 0.05, new ProportionInterval(0, 0.15)))));
        assertThat(report.sets().getFirst().judges().getLast().calibration()).isNull();
        assertThat(ReportText.of(report))
                .contains("  calibration over 20 ordinary pairs (n = 999, smallest p 0.001000):"
                        + " p <= 0.01 10.00 % (outside 0.00-5.00 %) p <= 0.05 20.00 % (outside 0.00-15.00 %)\n");
    }

    @Test
    void writesCalibrationAndOtherAlarmsForProgramsToo() throws IOException {
        input(
                "malware/a.pcap",
                "1",
                List.of(
                        new Event("10.0.0.5", "au.windowsupdate.com", "192.0.2.2", 61),
                        new Event("10.0.0.5", "unknown.example", "192.0.2.3", 62)));
        row("malware/a.pcap", EvaluationRow.Kind.MALWARE, "bot", Set.of());
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        ReportJson.write(run(Set.of("unknown.example")), written);

        String json = written.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        assertThat(json)
                .contains(
                        "\"calibration\" : { \"pairs\" : 1, \"calibrated\" : 999, \"smallestPValue\" : 0.001, \"tails\" : [ {"
                                + " \"level\" : 0.01, \"share\" : 0.0, \"expected\" : 0.01, \"interval\" : [ 0.0, 0.0 ] },")
                .contains("\"otherAlarms\" : 1,")
                .contains("\"others\" : [ { \"input\" : \"malware/a.pcap\", \"client\" : \"10.0.0.5\", \"server\" :"
                        + " \"unknown.example\", \"score\" : 0.9, \"reason\" : \"It is unknown.example.\" } ]");
    }

    @Test
    void leavesTheGroupOfASourceOutOfWhatJudgesIt() throws IOException {
        input("malware/a.pcap", "1", List.of(new Event("10.0.0.5", "bot.evil.example", "192.0.2.1", 60)));
        row("malware/a.pcap", EvaluationRow.Kind.MALWARE, "bot", Set.of("evil.example"));

        EvaluationReport report = run(Set.of("bot.evil.example"));

        assertThat(report.sets().getFirst().families()).containsExactly(new FamilyReport("bot", 1, 1));
        assertThat(report.leftOut().getFirst().families()).containsExactly(new FamilyReport("bot", 0, 1));
        assertThat(report.leftOut().getFirst().judges().getFirst().missed()).containsExactly("malware/a.pcap (bot)");
    }

    @Test
    void tellsRowsOfOneInputApartByClientAndTime() throws IOException {
        input(
                "mixed/m.pcap",
                "1",
                List.of(
                        new Event("10.0.0.5", "bot.evil.example", "192.0.2.1", 150),
                        new Event("10.0.0.5", "bot.evil.example", "192.0.2.1", 550),
                        new Event("10.0.0.7", "bot.evil.example", "192.0.2.1", 150)));
        row("mixed/m.pcap", EvaluationRow.Kind.MALWARE, "bot", Set.of("evil.example"), "10.0.0.5", 100, 200);
        row("mixed/m.pcap", EvaluationRow.Kind.BENIGN, "", Set.of(), "10.0.0.5", 500, 600);

        JudgeReport judge = detector(run(Set.of("bot.evil.example")), "mixed");

        assertThat(judge.found()).isEqualTo(1);
        assertThat(judge.negatives()).isEqualTo(1);
        assertThat(judge.falseAlarms()).isZero();
        assertThat(judge.otherAlarms()).isEqualTo(1);
    }

    @Test
    void countsTheSameContentOnceAndSaysWhatItCouldNotRead() throws IOException {
        List<Event> events = List.of(new Event("10.0.0.5", "a.example", "192.0.2.1", 1));
        input("benign/a.pcap", "same", events);
        input("benign/b.pcap", "same", events);
        row("benign/a.pcap", EvaluationRow.Kind.BENIGN, "", Set.of());
        row("benign/b.pcap", EvaluationRow.Kind.BENIGN, "", Set.of());
        row("benign/absent.pcap", EvaluationRow.Kind.BENIGN, "", Set.of());

        EvaluationReport report = run(Set.of());

        assertThat(detector(report, "benign").negatives()).isEqualTo(1);
        assertThat(report.repeated()).containsExactly("benign/b.pcap");
        assertThat(report.unreadable()).singleElement().asString().startsWith("benign/absent.pcap: ");
    }

    @Test
    void comparesFalseAlarmsWithRitaOnTheSamePairs() throws IOException {
        List<Event> regular = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            regular.add(new Event("10.0.0.5", "poll.example", "192.0.2.1", i * 1800));
        }
        input("benign/a.pcap", "1", regular);
        row("benign/a.pcap", EvaluationRow.Kind.BENIGN, "", Set.of());

        List<JudgeReport> judges = run(Set.of()).sets().getFirst().judges();

        assertThat(judges).extracting(JudgeReport::name).containsExactly("detector", "RITA >= 0.5", "RITA >= 0.7");
        assertThat(judges.getLast().falseAlarms()).isEqualTo(1);
        assertThat(judges.getLast().ratioOfDetector()).isNotNull();
        assertThat(judges.getLast().ratioOfDetector().value()).isZero();
        assertThat(judges.getLast().ratioOfDetector().interval().upper()).isCloseTo(39, within(0.01));
    }
}
