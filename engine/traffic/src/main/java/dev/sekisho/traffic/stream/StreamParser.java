package dev.sekisho.traffic.stream;

/**
 * Understands the ordered bytes of one connection. Used by one thread.
 *
 * <p>No input makes a parser throw: what it cannot understand it counts in {@link ConnectionEvents#losses()} and goes on
 * with bytes alone. A parser keeps no reference to the arrays it is given.
 */
public interface StreamParser {
    /** What {@link #park} answers while a message is only partly seen. */
    long NOT_PARKABLE = -1;

    /** Takes the next {@code length} bytes of one direction; {@code nanos} is packet time since the epoch. */
    void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos);

    /** Tells that the next {@code length} bytes of one direction were never captured. */
    void gap(boolean fromClient, long length, long nanos);

    /** Tells that one direction has sent its last byte. */
    default void endOf(boolean fromClient, long nanos) {}

    /** Tells that the connection ended or was let go: report what is still open. Called once, last. */
    void end(long nanos);

    /**
     * Reports what is complete and gives the state between two messages as a non-negative number from which the parser
     * can be made again, or {@link #NOT_PARKABLE}. Lets idle connections be kept in a few bytes.
     */
    default long park() {
        return NOT_PARKABLE;
    }
}
