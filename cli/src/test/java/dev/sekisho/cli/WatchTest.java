package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.input.ProgressListener;
import dev.sekisho.traffic.input.TrafficReader;
import dev.sekisho.traffic.sample.SampleCapture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A watch of made-up sessions, with a clock that is set by hand. */
class WatchTest {
    private static final String ALL_ALLOWED = "version: 1\ndefault: allowed\n";
    private static final String NO_SHARING =
            ALL_ALLOWED + "rules:\n  - category: peer-to-peer\n    decision: prohibited\n";

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final HandClock clock = new HandClock();

    /** The clock on the wall, moved by the test. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2030-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private Watch watch(String... options) {
        JudgingOptions judging = new JudgingOptions();
        AlertOptions outputs = new AlertOptions();
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
        line.addMixin("judging", judging);
        line.addMixin("outputs", outputs);
        OptionTypes.register(line);
        line.parseArgs(options);
        Watch.Listener listener = new Watch.Listener() {
            @Override
            public void alert(Alert alert) {
                told.add(alert.kind().id() + " " + alert.client() + " " + alert.server());
            }

            @Override
            public void message(String text) {
                messages.add(text);
            }
        };
        return new Watch(judging, outputs, listener, clock, Duration.ofMinutes(10));
    }

    private void feed(Watch watch) throws IOException {
        Path capture = directory.resolve("sample.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture))) {
            SampleCapture.write(out, 1);
        }
        new TrafficReader().read(List.of(capture), SessionSettings.DEFAULT, watch.sink(), ProgressListener.NONE);
    }

    private void pulse(Watch watch, Duration after) {
        clock.pass(after);
        watch.pulse();
    }

    @Test
    void tellsEachAlertOnceAndKeepsFilesUpToDate() throws IOException {
        Path alerts = directory.resolve("alerts.jsonl");
        Path csv = directory.resolve("alerts.csv");
        Path syslog = directory.resolve("syslog");
        Files.writeString(alerts, "{\"from\":\"an earlier watch\"}\n");
        Watch watch =
                watch("--alerts", alerts.toString(), "--alerts-csv", csv.toString(), "--syslog", syslog.toString());

        feed(watch);
        pulse(watch, Duration.ofSeconds(2));
        pulse(watch, Duration.ofMinutes(11));
        pulse(watch, Duration.ofMinutes(11));
        boolean written = watch.end();

        assertThat(written).isTrue();
        assertThat(messages).isEmpty();
        assertThat(told).containsExactly("rogue 10.20.0.13 cdn-status.example", "prohibited 10.20.0.14 198.51.100.20");
        assertThat(Files.readAllLines(alerts, UTF_8))
                .hasSize(14)
                .startsWith("{\"from\":\"an earlier watch\"}")
                .doesNotHaveDuplicates();
        assertThat(Files.readAllLines(csv, UTF_8)).hasSize(14);
        assertThat(Files.readAllLines(syslog, UTF_8)).hasSize(13);
    }

    @Test
    void goesByANewPolicyAtOnceAlsoForWhatWasSeenBefore() throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), ALL_ALLOWED);
        Path blocked = directory.resolve("blocked.txt");
        Watch watch = watch("--policy", policy.toString(), "--block-list", blocked.toString());
        feed(watch);
        pulse(watch, Duration.ofSeconds(2));
        assertThat(told).containsExactly("rogue 10.20.0.13 cdn-status.example");

        Files.writeString(policy, NO_SHARING);
        pulse(watch, Duration.ofSeconds(2));

        assertThat(messages).containsExactly("policy read anew");
        assertThat(told).hasSize(2).last().isEqualTo("prohibited 10.20.0.14 198.51.100.20");
        assertThat(blocked).content(UTF_8).contains("cdn-status.example\n", "198.51.100.31\n");

        Files.writeString(
                policy,
                NO_SHARING + "exceptions:\n  - server: \"*.example\"\n    owner: us\n    reason: ours\n"
                        + "    expires: 2099-12-31\n");
        pulse(watch, Duration.ofSeconds(2));

        assertThat(blocked).content(UTF_8).doesNotContain("cdn-status.example").contains("198.51.100.31\n");
    }

    @Test
    void keepsThePolicyFromBeforeWhenTheNewOneIsWrong() throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), NO_SHARING);
        Watch watch = watch("--policy", policy.toString());
        feed(watch);

        Files.writeString(policy, "version: 7\n");
        pulse(watch, Duration.ofSeconds(2));

        assertThat(messages)
                .containsExactly(
                        policy + ": policy: version must be 1, but is 7; the policy from before stays in force");
        assertThat(watch.alerts()).isEqualTo(13);
    }

    @Test
    void writesLaterWhatCannotBeWrittenNow() throws IOException {
        Path late = directory.resolve("not yet there");
        Path alerts = late.resolve("alerts.jsonl");
        Watch watch = watch("--alerts", alerts.toString());

        feed(watch);
        pulse(watch, Duration.ofSeconds(2));
        pulse(watch, Duration.ofSeconds(2));

        assertThat(messages)
                .containsExactly("cannot write to " + alerts + ": no such file or directory; it is tried again");
        Files.createDirectory(late);
        pulse(watch, Duration.ofSeconds(2));
        assertThat(Files.readAllLines(alerts, UTF_8)).hasSize(13);
        assertThat(watch.end()).isTrue();
    }
}
