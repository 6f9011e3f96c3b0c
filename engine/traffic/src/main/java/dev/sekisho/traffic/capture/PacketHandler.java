package dev.sekisho.traffic.capture;

/** Takes packets one by one, in the order of the source. */
@FunctionalInterface
public interface PacketHandler {
    /**
     * Takes one packet. The array is valid only during the call.
     *
     * @param bytes array that holds the packet
     * @param offset where it begins
     * @param length captured length in bytes
     * @param wireLength length on the wire in bytes, at least {@code length}
     * @param nanos time in nanoseconds since the epoch
     * @param linkType link type as registered for capture files (1 Ethernet, 101 raw IP, 113 and 276 Linux cooked …)
     */
    void packet(byte[] bytes, int offset, int length, int wireLength, long nanos, int linkType);

    /**
     * Tells that time has reached {@code nanos} and no packet came: a live source says so several times a second on a
     * silent link, so that what waits for silence ends there too. A capture file never says it.
     */
    default void idle(long nanos) {}
}
