package dev.sekisho.veil.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.veil.record.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CourierTest {
    private static final SSLContext TLS = tls();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path home;

    private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());
    private final Deque<StationServer.Reply> replies = new ArrayDeque<>();

    private static SSLContext tls() {
        try {
            return TlsIdentity.authority(Instant.now())
                    .issue("station", Instant.now())
                    .context();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private StationServer station() throws IOException {
        return new StationServer(TLS, 0, true, Map.of("/batches", this::answer));
    }

    private StationServer.Reply answer(StationServer.Request request) {
        arrived.add(new String(request.body().toBytes(), StandardCharsets.UTF_8));
        StationServer.Reply reply = replies.poll();
        return reply == null ? StationServer.Reply.of(200, new byte[1]) : reply;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> putAside() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("refused"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void putsAsideWhatIsRefusedForGoodAndGoesOn() throws Exception {
        replies.add(StationServer.Reply.of(400, new byte[] {(byte) Rejection.SIGNATURE.code()}));
        try (StationServer station = station();
                DurableQueue queue = DurableQueue.open(home, "q");
                Courier courier = new Courier(TLS, station.port(), home)) {
            queue.append(List.of(bytes("refused"), bytes("taken"), bytes("taken too")));
            try (Forwarder forwarder = new Forwarder("forwarder", queue, waiting -> {
                for (byte[] each : waiting.entries()) {
                    courier.carry("/batches", each);
                }
                return waiting.end();
            })) {
                while (queue.done() < queue.bytes()) {
                    Thread.sleep(10);
                }
                assertThat(forwarder.trouble()).isEmpty();
            }
            assertThat(arrived).containsExactly("refused", "taken", "taken too");
            assertThat(courier.putAside()).isEqualTo(1);
        }
        assertThat(putAside()).hasSize(1);
        assertThat(Files.readString(putAside().getFirst()))
                .matches("\\S+ /batches: refused with status 400, SIGNATURE\nrefused");
    }

    @Test
    void comesAgainAfterFailuresOfTheStationAndOfTheConnection() throws Exception {
        replies.add(StationServer.Reply.of(500, new byte[0]));
        replies.add(StationServer.Reply.of(429, new byte[0]));
        int port;
        try (StationServer station = station();
                Courier courier = new Courier(TLS, station.port(), home)) {
            port = station.port();
            courier.carry("/batches", bytes("first"));
            assertThat(arrived).containsExactly("first", "first", "first");
            assertThat(courier.putAside()).isZero();
        }
        try (Courier courier = new Courier(TLS, port, home)) {
            Thread carrier = Thread.ofPlatform().start(() -> {
                try {
                    courier.carry("/batches", bytes("second"));
                } catch (IOException | InterruptedException e) {
                    arrived.add(e.toString());
                }
            });
            Thread.sleep(100);
            try (StationServer again = new StationServer(TLS, port, true, Map.of("/batches", this::answer))) {
                carrier.join();
                assertThat(again.port()).isEqualTo(port);
            }
        }
        assertThat(arrived).endsWith("first", "second");
    }

    @Test
    void aStationWhoseDiskIsFullAsksToComeAgainLater() throws Exception {
        StationServer.Route full = request -> {
            throw new StorageException("the queue \"q\" cannot be written: No space left on device");
        };
        try (StationServer station = new StationServer(TLS, 0, true, Map.of("/records", full));
                StationClient client = new StationClient(TLS, station.port())) {
            StationServer.Reply reply = client.post("/records", bytes("a record"));
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.retryAfterSeconds()).isEqualTo(5);
            assertThat(client.post("/records", bytes("again")).status()).isEqualTo(503);
        }
    }

    @Test
    void putsAsideTheMessagesOfAParcelThatWereTurnedAwayButNotThoseThatHadArrived() throws Exception {
        replies.add(StationServer.Reply.of(
                200, new byte[] {0, (byte) Rejection.REPLAYED.code(), (byte) Rejection.SLOT_CLOSED.code()}));
        try (StationServer station = station();
                Courier courier = new Courier(TLS, station.port(), home)) {
            courier.carryAll("/batches", List.of(bytes("new"), bytes("old"), bytes("late")));
            assertThat(courier.rejected(Rejection.REPLAYED)).isEqualTo(1);
            assertThat(courier.rejected(Rejection.SLOT_CLOSED)).isEqualTo(1);
        }
        assertThat(Files.readString(putAside().getFirst()))
                .matches("(?s)\\S+ /batches: a parcel of messages that were turned away for SLOT_CLOSED\n.*late")
                .doesNotContain("old");
        replies.add(StationServer.Reply.of(200, new byte[2]));
        try (StationServer station = station();
                Courier courier = new Courier(TLS, station.port(), home)) {
            assertThatThrownBy(() -> courier.carryAll("/batches", List.of(bytes("one"))))
                    .hasMessage("the station answered /batches with 2 verdicts on 1 messages");
        }
    }

    @Test
    void theFolderOfRefusedMessagesKeepsTheNewestWithinItsBound() throws IOException {
        DeadLetters letters = new DeadLetters(home.resolve("refused"), 100);
        for (int i = 0; i < 5; i++) {
            letters.put("reason " + i, new byte[30]);
        }
        assertThat(letters.count()).isEqualTo(5);
        assertThat(putAside())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("000000000003.refused", "000000000004.refused");
        Files.write(home.resolve("refused/000000000005.refused.part"), new byte[3]);
        DeadLetters after = new DeadLetters(home.resolve("refused"), 100);
        after.put("reason 5", new byte[30]);
        assertThat(putAside())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("000000000004.refused", "000000000005.refused");
    }

    @Test
    void waitsLongerEachTimeWithinABoundAndNeverExactlyAsLongAsOthers() {
        Backoff backoff = new Backoff();
        long whole = 200;
        for (int i = 0; i < 12; i++) {
            assertThat(backoff.next()).isBetween(whole / 2, whole);
            whole = Math.min(2 * whole, 30_000);
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(200);
    }

    @Test
    void cutsMessagesIntoParcelsOfBoundedSize() {
        List<byte[]> messages = List.of(new byte[10], new byte[10], new byte[100], new byte[10]);
        assertThat(Parcel.cut(messages, 30)).extracting(List::size).containsExactly(2, 1, 1);
        assertThat(Parcel.cut(List.of(), 30)).isEmpty();
    }
}
