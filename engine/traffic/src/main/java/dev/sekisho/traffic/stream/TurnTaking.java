package dev.sekisho.traffic.stream;

import dev.sekisho.traffic.Exchange;
import java.time.Instant;

/**
 * Makes exchanges out of content that cannot be read, by who speaks when: a burst of the client and the burst of the
 * server that answers it are one exchange, and the client's next byte begins the next one. A side that speaks again
 * after {@value #SILENCE_SECONDS} s of silence begins a new exchange too, so that unanswered beacons and the pushes of a
 * server count one by one.
 */
public final class TurnTaking {
    /** Silence after which more bytes of the same side are a new burst. */
    public static final int SILENCE_SECONDS = 10;

    private static final long SILENCE_NANOS = SILENCE_SECONDS * 1_000_000_000L;
    private static final long NONE = Long.MIN_VALUE;

    private final ConnectionEvents events;
    private long startNanos = NONE;
    private long responseNanos = NONE;
    private long lastNanos;
    private long bytesUp;
    private long bytesDown;

    public TurnTaking(ConnectionEvents events) {
        this.events = events;
    }

    /** Takes {@code length} payload bytes of one side at packet time {@code nanos}. */
    public void bytes(boolean fromClient, long length, long nanos) {
        if (length == 0) {
            return;
        }
        boolean answered = responseNanos != NONE;
        if (startNanos != NONE && ((fromClient && answered) || nanos - lastNanos > SILENCE_NANOS)) {
            flush();
        }
        if (startNanos == NONE) {
            startNanos = nanos;
        }
        if (fromClient) {
            bytesUp += length;
        } else {
            if (responseNanos == NONE) {
                responseNanos = nanos;
            }
            bytesDown += length;
        }
        lastNanos = Math.max(nanos, startNanos);
    }

    /** Reports the exchange under way, if there is one. */
    public void flush() {
        if (startNanos == NONE) {
            return;
        }
        events.exchange(
                new Exchange(
                        instant(startNanos),
                        responseNanos == NONE ? null : instant(responseNanos),
                        instant(lastNanos),
                        bytesUp,
                        bytesDown,
                        null,
                        null),
                null);
        startNanos = NONE;
        responseNanos = NONE;
        bytesUp = 0;
        bytesDown = 0;
    }

    /** Nanoseconds since the epoch as an instant. */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /** An instant as nanoseconds since the epoch, the way back from {@link #instant}. */
    public static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
