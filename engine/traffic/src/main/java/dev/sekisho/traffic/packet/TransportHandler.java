package dev.sekisho.traffic.packet;

/** Takes what the packet decoder finds in packets. The argument is valid only during the call. */
public interface TransportHandler {
    /** A TCP segment. */
    void tcp(TransportPacket segment);

    /** A UDP datagram. */
    void udp(TransportPacket datagram);

    /** Tells that time has reached {@code nanos} and no packet came; only a live source says so. */
    default void idle(long nanos) {}
}
