package dev.sekisho.traffic.session;

import dev.sekisho.traffic.http.HttpSniffer;
import dev.sekisho.traffic.http.Likeness;
import dev.sekisho.traffic.packet.TransportPacket;
import dev.sekisho.traffic.tls.TlsParser;

/**
 * Who is the client of a connection of which only one packet is known yet: whoever sends a SYN; else whoever sends the
 * beginning of a request; else the side whose port is not a server's.
 */
final class DirectionGuess {
    /** Ports below this one are a server's. */
    private static final int WELL_KNOWN_PORTS = 1024;

    /** Ports from this one on are given to clients by common systems. */
    private static final int EPHEMERAL_PORTS = 32_768;

    private DirectionGuess() {}

    /** Whether the sender of {@code packet}, the first one of its connection, is the client. */
    static boolean isFromClient(TransportPacket packet) {
        if ((packet.flags & TransportPacket.SYN) != 0) {
            return (packet.flags & TransportPacket.ACK) == 0;
        }
        int length = packet.payloadLength;
        if (length > 0) {
            byte[] bytes = packet.bytes;
            int payload = packet.payload;
            if (HttpSniffer.looksLikeRequest(bytes, payload, length) == Likeness.YES
                    || TlsParser.startsClientHello(bytes, payload, length)) {
                return true;
            }
            if (HttpSniffer.looksLikeResponse(bytes, payload, length) == Likeness.YES) {
                return false;
            }
        }
        int source = packet.sourcePort;
        int destination = packet.destinationPort;
        boolean sourceServes = source < WELL_KNOWN_PORTS;
        boolean destinationServes = destination < WELL_KNOWN_PORTS;
        if (sourceServes != destinationServes) {
            return destinationServes;
        }
        boolean sourceEphemeral = source >= EPHEMERAL_PORTS;
        boolean destinationEphemeral = destination >= EPHEMERAL_PORTS;
        if (sourceEphemeral != destinationEphemeral) {
            return sourceEphemeral;
        }
        return true;
    }
}
