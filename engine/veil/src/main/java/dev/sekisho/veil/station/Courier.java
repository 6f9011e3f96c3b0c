package dev.sekisho.veil.station;

import dev.sekisho.veil.record.Rejection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages to one station over a connection that is opened when first used, and again after it has broken. A station
 * that is away or cannot take a message now is tried again until it does; what it refuses for good is put aside and counted,
 * so that it holds nothing up.
 *
 * <p>Not safe for use by several threads, but for {@link #close} and the counts.
 */
final class Courier implements Closeable {
    /** The most bytes of a parcel, so that no station refuses it for its size. */
    static final int MOST_PARCEL_BYTES = 1 << 20;

    private static final int OK = 200;

    /** Answers of the kind "your fault" that say "later" all the same (RFC 9110 and RFC 6585). */
    private static final Set<Integer> LATER = Set.of(408, 421, 425, 429);

    private final SSLContext tls;
    private final int port;
    private final DeadLetters refused;
    private final Backoff backoff = new Backoff();
    private final Map<Rejection, AtomicLong> rejections = new EnumMap<>(Rejection.class);
    private volatile @Nullable StationClient client;
    private volatile boolean closed;

    /**
     * A courier.
     *
     * @param home the folder in which the folder {@code refused} lies
     */
    Courier(SSLContext tls, int port, Path home) throws IOException {
        this.tls = tls;
        this.port = port;
        this.refused = new DeadLetters(home.resolve("refused"), DeadLetters.MOST_BYTES);
        for (Rejection rejection : Rejection.values()) {
            rejections.put(rejection, new AtomicLong());
        }
    }

    /** Carries a message; returns when it was taken, or put aside because it was refused for good. */
    void carry(String path, byte[] message) throws IOException, InterruptedException {
        StationServer.Reply reply = deliver(path, message);
        if (reply.status() != OK) {
            refused.put(reason(path, reply), message);
        }
    }

    /** Carries messages in parcels, the answers to which say for each message whether it was taken. */
    void carryAll(String path, List<byte[]> messages) throws IOException, InterruptedException {
        for (List<byte[]> part : Parcel.cut(messages, MOST_PARCEL_BYTES)) {
            StationServer.Reply reply = deliver(path, Parcel.pack(part));
            if (reply.status() == OK) {
                sortOut(path, part, reply.body().toBytes());
            } else {
                refused.put(reason(path, reply), Parcel.pack(part));
            }
        }
    }

    /** Puts aside what was turned away, except for what had arrived before. */
    private void sortOut(String path, List<byte[]> messages, byte[] codes) throws IOException {
        if (codes.length != messages.size()) {
            throw new IOException("the station answered " + path + " with " + codes.length + " verdicts on "
                    + messages.size() + " messages");
        }
        List<byte[]> turnedAway = new ArrayList<>();
        Set<String> reasons = new TreeSet<>();
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] != 0) {
                Rejection rejection = Rejection.of(codes[i]).orElse(Rejection.MALFORMED);
                count(rejection);
                if (rejection != Rejection.REPLAYED) {
                    turnedAway.add(messages.get(i));
                    reasons.add(rejection.name());
                }
            }
        }
        if (!turnedAway.isEmpty()) {
            refused.put(
                    Instant.now() + " " + path + ": a parcel of messages that were turned away for "
                            + String.join(", ", reasons),
                    Parcel.pack(turnedAway));
        }
    }

    private void count(Rejection rejection) {
        AtomicLong counter = rejections.get(rejection);
        if (counter != null) {
            counter.incrementAndGet();
        }
    }

    private static String reason(String path, StationServer.Reply reply) {
        byte[] body = reply.body().toBytes();
        String name = body.length == 1
                ? Rejection.of(body[0]).map(rejection -> ", " + rejection).orElse("")
                : "";
        return Instant.now() + " " + path + ": refused with status " + reply.status() + name;
    }

    /** The answer of a station that took a message, or that will never take it. */
    private StationServer.Reply deliver(String path, byte[] message) throws InterruptedException {
        while (true) {
            int later = 0;
            try {
                StationServer.Reply reply = connection().post(path, message);
                boolean forGood = reply.status() >= 400 && reply.status() < 500 && !LATER.contains(reply.status());
                if (reply.status() == OK || forGood) {
                    backoff.reset();
                    return reply;
                }
                later = reply.retryAfterSeconds();
            } catch (IOException e) {
                disconnect();
            }
            if (closed) {
                throw new InterruptedException("the station is closing");
            }
            backoff.pause(later);
        }
    }

    private StationClient connection() throws IOException {
        StationClient open = client;
        if (open == null) {
            open = new StationClient(tls, port);
            client = open;
        }
        return open;
    }

    private void disconnect() {
        StationClient open = client;
        client = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is broken, which is why it is closed
            }
        }
    }

    /** How many messages the station turned away for a reason since the start. */
    long rejected(Rejection reason) {
        AtomicLong counter = rejections.get(reason);
        return counter == null ? 0 : counter.get();
    }

    /** How many files have been put aside since the start. */
    long putAside() {
        return refused.count();
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
