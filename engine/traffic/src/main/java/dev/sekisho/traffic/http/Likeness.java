package dev.sekisho.traffic.http;

/**
 * Whether bytes look like the beginning of something. A verdict other than {@link #NEEDS_MORE} never changes when more
 * bytes follow.
 */
public enum Likeness {
    /** They do. */
    YES,
    /** They do not, whatever follows. */
    NO,
    /** They do so far. */
    NEEDS_MORE
}
