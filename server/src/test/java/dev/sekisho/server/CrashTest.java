package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.certificate.ServerCertificate;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.ledger.LogCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while people are being entered: what was acknowledged is there, once, and the next start works. */
class CrashTest {
    private static final int KILLS_IN_SHORT_RUN = 2;
    private static final int KILLS_IN_LONG_RUN = 100;
    private static final int LONGEST_LOAD_MILLIS = 600;

    @TempDir
    private Path directory;

    @Test
    void nothingAcknowledgedIsLostOrDoubled() throws Exception {
        kill(KILLS_IN_SHORT_RUN);
    }

    @Test
    @Tag("long")
    void nothingAcknowledgedIsLostOrDoubledAtAHundredMoments() throws Exception {
        kill(KILLS_IN_LONG_RUN);
    }

    private void kill(int kills) throws Exception {
        Path data = directory.resolve("data");
        int port = TestServer.freePort();
        String token = prepare(data, port);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
        for (int kill = 0; kill < kills; kill++) {
            boolean database = kill % 2 == 1;
            Process server = start(data, port);
            try (HttpClient client = client(data)) {
                awaitStart(client, port);
                int before = acknowledged.size();
                Thread load = loading(client, port, token, kill, acknowledged);
                assertThat(TestServer.within(20, () -> acknowledged.size() > before || !load.isAlive()))
                        .isTrue();
                Thread.sleep(random.nextInt(LONGEST_LOAD_MILLIS));
                killHard(database ? postmaster(data) : server.pid());
                if (database) {
                    Thread.sleep(100);
                    killHard(server.pid());
                }
                load.join();
            } finally {
                server.destroyForcibly();
                assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
        }

        try (RunningServer server = RunningServer.start(TestServer.options(data, port));
                HttpClient client = client(data)) {
            List<String> present = numbers(client, port, token);
            Set<String> once = new HashSet<>(present);
            assertThat(present).as("seed %d", seed).hasSameSizeAs(once).containsAll(acknowledged);
            assertThat(server.firstAdministratorLink()).as("seed %d", seed).isPresent();
            LogCheck.Result log = LogCheck.of(server.context(), "person.added", directory);
            assertThat(log.recorded()).as("seed %d", seed).isEqualTo(present.size());
            assertThat(log.report().misfits()).as("seed %d", seed).isEmpty();
            assertThat(log.report().consistent())
                    .as("seed %d", seed)
                    .isEqualTo(log.all())
                    .isEqualTo(log.highest() + 1);
        }
        assertThat(acknowledged).as("seed %d", seed).isNotEmpty();
    }

    private static String prepare(Path data, int port) {
        try (RunningServer server = RunningServer.start(TestServer.options(data, port))) {
            return TestAccounts.tokenOfManager(server.context());
        }
    }

    private Process start(Path data, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.sekisho.server.Server",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--database-programs",
                        TestServer.PROGRAMS.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("server.log").toFile())
                .start();
    }

    private static HttpClient client(Path data) throws IOException, GeneralSecurityException {
        Path tls = data.resolve("tls");
        return TrustedClient.of(
                new ServerCertificate(tls.resolve("server.pem"), tls.resolve("server.key"), tls.resolve("ca.pem")));
    }

    private void awaitStart(HttpClient client, int port) throws InterruptedException, IOException {
        boolean started = TestServer.within(30, () -> {
            try {
                client.send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/login"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                return true;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
        assertThat(started)
                .as(() -> "the server starts; its output: " + output())
                .isTrue();
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("server.log"));
        } catch (IOException e) {
            return "none";
        }
    }

    /** Enters one person after the other until nobody answers. */
    private static Thread loading(HttpClient client, int port, String token, int round, List<String> acknowledged) {
        return Thread.ofPlatform().name("load").start(() -> {
            for (int i = 0; ; i++) {
                String number = "R" + round + "-" + i;
                String body = """
                        {"unit":"00000000-0000-7000-8000-000000000001","number":"%s","familyName":"x","givenName":"x",
                         "reading":"","from":"2026-01-01"}""".formatted(number);
                try {
                    HttpResponse<String> answer = client.send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/v1/people"))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() != 201) {
                        // a fault while the database goes down is right; anything else is not
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
                        return;
                    }
                    acknowledged.add(number);
                } catch (IOException e) {
                    return;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        });
    }

    private static List<String> numbers(HttpClient client, int port, String token)
            throws IOException, InterruptedException {
        List<String> numbers = new ArrayList<>();
        String cursor = "";
        do {
            String body = client.send(
                            HttpRequest.newBuilder(URI.create(
                                            "https://localhost:" + port + "/api/v1/people?size=500&cursor=" + cursor))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Pattern.compile("\"number\":\"([^\"]+)\"")
                    .matcher(body)
                    .results()
                    .forEach(found -> numbers.add(found.group(1)));
            var next = Pattern.compile("\"next\":\"([^\"]+)\"").matcher(body);
            cursor = next.find() ? next.group(1) : "";
        } while (!cursor.isEmpty());
        return numbers;
    }

    private static long postmaster(Path data) throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("database/postgresql/postmaster.pid"))
                .getFirst()
                .strip());
    }

    private static void killHard(long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-9", Long.toString(process)).start().waitFor();
    }
}
