package dev.sekisho.traffic.packet;

/**
 * The one TCP segment or UDP datagram that is just being looked at. Mutable and used again for every packet, because
 * this is the hottest place of the engine; a handler that needs something later copies it.
 */
public final class TransportPacket {
    /** TCP flag bits as on the wire (RFC 9293, section 3.1). */
    public static final int FIN = 1;

    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int ACK = 16;

    /** Array that holds addresses and payload. */
    public byte[] bytes = new byte[0];

    /** Packet time in nanoseconds since the epoch. */
    public long nanos;

    /** Whether the addresses are IPv6: 16 bytes instead of 4. */
    public boolean ipv6;

    /** Offset in {@link #bytes} of the source address. */
    public int sourceAddress;

    /** Offset in {@link #bytes} of the destination address. */
    public int destinationAddress;

    public int sourcePort;
    public int destinationPort;

    /** Sequence number, TCP only. */
    public int sequence;

    /** Acknowledgement number, TCP only. */
    public int acknowledgement;

    /** Flag bits, TCP only. */
    public int flags;

    /** Offset in {@link #bytes} of the payload. */
    public int payload;

    /** Payload bytes captured. */
    public int payloadLength;

    /** Payload bytes on the wire; more than {@link #payloadLength} where the capture cut the packet. */
    public int wirePayloadLength;
}
