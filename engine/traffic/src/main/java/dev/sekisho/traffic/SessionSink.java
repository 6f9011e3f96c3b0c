package dev.sekisho.traffic;

/**
 * Takes what session breakdown finds, while it finds it. All calls come from one thread, in the order in which things
 * end, which for exchanges of parallel connections is not the order of their starts.
 *
 * <p>The {@code session} number ties exchanges, connections and the closing record of one session together. An exchange
 * or connection is always reported before {@link #closed} of its session.
 */
public interface SessionSink {
    /** An exchange is complete: its response ended, its connection ended or fell silent, or the input ended. */
    default void exchange(long session, SessionKey key, Exchange exchange) {}

    /**
     * It is known what a connection speaks. Told before its first exchange that is no HTTP request, else before
     * {@link #connection}; a second time only if a handshake shows more after that.
     */
    default void recognised(long session, SessionKey key, ProtocolFacts facts) {}

    /** A connection ended. */
    default void connection(long session, SessionKey key, Connection connection) {}

    /** A session fell silent, was evicted, or the input ended. */
    default void closed(CommunicationSession session) {}

    /** A DNS answer was seen: {@code client} asked for {@code name} and was given {@code address}. */
    default void resolved(String client, String name, String address, java.time.Instant time) {}
}
