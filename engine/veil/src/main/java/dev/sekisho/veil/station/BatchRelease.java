package dev.sekisho.veil.station;

import java.time.Duration;

/**
 * When the last transcryptor sends a batch to a service: when it is full, when the slot in which its first row came is over, or
 * when that row has waited for too long. The longer rows wait, the more there are to hide among.
 *
 * @param mostRows rows of a full batch
 * @param longestWait the longest that a row waits; where the slots do not move it alone counts
 */
public record BatchRelease(int mostRows, Duration longestWait) {
    /** What the protocol recommends: 1,000 rows, or the end of a slot of half an hour. */
    public static final BatchRelease RECOMMENDED = new BatchRelease(1000, Duration.ofMinutes(30));

    /** Checks that there is something to wait for. */
    public BatchRelease {
        if (mostRows < 1 || longestWait.isNegative()) {
            throw new IllegalArgumentException("a batch is released with at least 1 row and after a wait of 0 or more,"
                    + " but these are " + mostRows + " rows and " + longestWait);
        }
    }
}
