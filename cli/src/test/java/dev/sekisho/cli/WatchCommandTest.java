package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.sample.SampleCapture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchCommandTest {
    /** Where the made-up client that shares files listens. */
    private static final int SHARING_PORT = 51_413;

    @TempDir
    Path directory;

    private Path sample() throws IOException {
        Path capture = directory.resolve("sample.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture))) {
            SampleCapture.write(out, 1);
        }
        return capture;
    }

    private static FutureTask<Run> start(String... arguments) {
        FutureTask<Run> task = new FutureTask<>(() -> Run.of(arguments));
        Thread.ofPlatform().name("watch").start(task);
        return task;
    }

    private static boolean appears(Path file, String text) throws Exception {
        for (int i = 0; i < 200; i++) {
            if (Files.exists(file) && Files.readString(file, UTF_8).contains(text)) {
                return true;
            }
            Thread.sleep(50);
        }
        return false;
    }

    @Test
    void tellsAnAlertWhileThePacketsPass() throws Exception {
        FrameCable.assumePossible();
        Path capture = sample();
        Path alerts = directory.resolve("alerts.jsonl");
        Path blocked = directory.resolve("blocked.txt");
        Path report = directory.resolve("report.html");
        int[] sent = {0};

        Run run = FrameCable.with(cable -> {
            FutureTask<Run> watch = start(
                    "watch",
                    "--interface",
                    "v1",
                    "--internal",
                    "none",
                    "--duration",
                    "6s",
                    "--alerts",
                    alerts.toString(),
                    "--block-list",
                    blocked.toString(),
                    "--report",
                    report.toString());
            Thread.sleep(1500);
            sent[0] = cable.send(capture, SHARING_PORT);
            assertThat(appears(alerts, "\"application\":\"BitTorrent\"")).isTrue();
            assertThat(appears(blocked, "198.51.100.20\n")).isTrue();
            assertThat(watch.isDone()).as("told while the watch goes on").isFalse();
            return watch.get(30, TimeUnit.SECONDS);
        });

        assertThat(run.error())
                .startsWith("sekisho watch: watching v1 for 6.00 s; Ctrl-C or SIGTERM ends it\n")
                .contains(Quantity.count(sent[0]) + " packets (", " 0 dropped by the kernel, ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.output())
                .as("one line for a client's use of an application, however many servers")
                .containsOnlyOnce("prohibited  10.20.0.14 → 198.51.100.20:51413  BitTorrent: ");
        assertThat(report).content(UTF_8).contains("interface v1, the last 1 d 0 h", "BitTorrent");
    }

    @Test
    void endsInOrderWhenTheInterfaceIsRemoved() throws Exception {
        FrameCable.assumePossible();

        Run run = FrameCable.with(cable -> {
            FutureTask<Run> watch = start("watch", "-i", "v1", "--duration", "20s");
            Thread.sleep(1200);
            FrameCable.run("ip link del v1");
            return watch.get(30, TimeUnit.SECONDS);
        });

        assertThat(run.error())
                .contains("the network interface \"v1\" has been removed; what was seen until then follows\n"
                        + "watched v1 for ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_WITH_LOSSES);
    }

    @Test
    void namesTheInterfacesThatThereAre() {
        Run run = Run.of("watch", "--interface", "nosuch0");

        assertThat(run.error())
                .matches("sekisho watch: no network interface \"nosuch0\"; this machine has (.+, )?lo(, .+)?\\R");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_READABLE);
    }

    @Test
    void refusesARingThatIsTooSmall() {
        Run run = Run.of("watch", "--interface", "lo", "--ring", "1M");

        assertThat(run.error())
                .startsWith("sekisho watch: --ring: ring must be at least 2097152 bytes, but is 1048576");
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void asksForAnInterface() {
        Run run = Run.of("watch", "--duration", Duration.ofSeconds(5).toSeconds() + "s");

        assertThat(run.error()).startsWith("sekisho watch: Missing required option: '--interface=NAME'");
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    }
}
