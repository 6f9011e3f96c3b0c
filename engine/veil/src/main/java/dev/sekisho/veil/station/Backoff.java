package dev.sekisho.veil.station;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after failures in a row: twice as long each time up to a bound, and somewhere between half and the whole of
 * that, so that many senders do not come back together.
 *
 * <p>Not safe for use by several threads.
 */
final class Backoff {
    private static final long FIRST_MILLISECONDS = 200;
    private static final long MOST_MILLISECONDS = 30_000;

    private long milliseconds = FIRST_MILLISECONDS;

    /** Waits after a failure, at least for as long as the receiver asked for, within the bound. */
    void pause(int askedSeconds) throws InterruptedException {
        Thread.sleep(Math.max(next(), Math.min(1000L * askedSeconds, MOST_MILLISECONDS)));
    }

    /** The next wait in milliseconds. */
    long next() {
        long whole = milliseconds;
        milliseconds = Math.min(2 * whole, MOST_MILLISECONDS);
        return whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
    }

    /** Begins anew after a success. */
    void reset() {
        milliseconds = FIRST_MILLISECONDS;
    }
}
