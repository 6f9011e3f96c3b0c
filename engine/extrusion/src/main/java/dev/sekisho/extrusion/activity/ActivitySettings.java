package dev.sekisho.extrusion.activity;

import java.time.Duration;

/**
 * How much activity is kept.
 *
 * @param window how far back a pair is judged; what is older is forgotten
 * @param pairs how many pairs are kept; beyond it the longest silent ones are let go and counted
 * @param exchangesPerPair how many of a pair's newest exchanges are kept one by one
 * @param connectionsPerPair how many of a pair's newest connections are kept one by one
 * @param cells how many exchanges and connections are kept over all pairs; beyond it the fullest pairs give up their
 *     oldest half, counted
 * @param internal which servers do not leave the organisation and are not judged
 */
public record ActivitySettings(
        Duration window,
        int pairs,
        int exchangesPerPair,
        int connectionsPerPair,
        int cells,
        InternalNetworks internal) {

    /** A day, for at most 100,000 pairs, in at most about 110 MiB. */
    public static final ActivitySettings DEFAULT =
            new ActivitySettings(Duration.ofHours(24), 100_000, 512, 256, 1_000_000, InternalNetworks.PRIVATE);

    public ActivitySettings {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window must be positive, but is " + window);
        }
        requireAtLeast("pairs", pairs, 16);
        requireAtLeast("exchangesPerPair", exchangesPerPair, 16);
        requireAtLeast("connectionsPerPair", connectionsPerPair, 16);
        requireAtLeast("cells", cells, 1024);
    }

    /** The same with other internal networks. */
    public ActivitySettings withInternal(InternalNetworks networks) {
        return new ActivitySettings(window, pairs, exchangesPerPair, connectionsPerPair, cells, networks);
    }

    /** The same with another window. */
    public ActivitySettings withWindow(Duration length) {
        return new ActivitySettings(length, pairs, exchangesPerPair, connectionsPerPair, cells, internal);
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
