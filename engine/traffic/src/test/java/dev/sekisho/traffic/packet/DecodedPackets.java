package dev.sekisho.traffic.packet;

import dev.sekisho.traffic.Losses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Decodes packets and remembers, one line each, what was found. */
final class DecodedPackets implements TransportHandler {
    /** IPv4 with a TCP segment of three bytes. */
    static final String TCP4 =
            "4500002b 00010000 40060000 0a000001 c0a80002" + "12340050 00000001 00000002 5018ffff 00000000 616263";

    static final String TCP4_LINE = "tcp 10.0.0.1:4660 > 192.168.0.2:80 abc";

    /** IPv6 with a UDP datagram of three bytes. */
    static final String UDP6 = "60000000 000b1140 20010db8000000000000000000000001 20010db8000000000000000000000002"
            + "00351234 000b0000 78797a";

    static final String UDP6_LINE = "udp 2001:db8::1:53 > 2001:db8::2:4660 xyz";

    final List<String> lines = new ArrayList<>();
    final Losses losses = new Losses();
    final PacketDecoder decoder = new PacketDecoder(this, losses);

    @Override
    public void tcp(TransportPacket segment) {
        lines.add("tcp " + line(segment));
    }

    @Override
    public void udp(TransportPacket datagram) {
        lines.add("udp " + line(datagram));
    }

    private static String line(TransportPacket packet) {
        String payload = new String(packet.bytes, packet.payload, packet.payloadLength, StandardCharsets.US_ASCII);
        int missing = packet.wirePayloadLength - packet.payloadLength;
        return address(packet, packet.sourceAddress) + ":" + packet.sourcePort + " > "
                + address(packet, packet.destinationAddress) + ":" + packet.destinationPort + " " + payload
                + (missing == 0 ? "" : " +" + missing);
    }

    private static String address(TransportPacket packet, int at) {
        try {
            byte[] address = Arrays.copyOfRange(packet.bytes, at, at + (packet.ipv6 ? 16 : 4));
            return InetAddress.getByAddress(address).getHostAddress().replaceFirst("(^|:)(0(:|$)){2,}", "::");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String... hex) {
        return HexFormat.of().parseHex(String.join("", hex).replaceAll("\\s", ""));
    }

    /** Decodes one packet that lies in the middle of an array, as in a real block. */
    DecodedPackets add(int linkType, long nanos, int missing, String... hex) {
        byte[] packet = bytes(hex);
        byte[] block = new byte[packet.length + 50];
        Arrays.fill(block, (byte) 0xff);
        System.arraycopy(packet, 0, block, 20, packet.length);
        decoder.packet(block, 20, packet.length, packet.length + missing, nanos, linkType);
        return this;
    }

    static DecodedPackets of(int linkType, String... hex) {
        return new DecodedPackets().add(linkType, 0, 0, hex);
    }
}
