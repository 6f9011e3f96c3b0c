package dev.sekisho.traffic.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.packet.TransportPacket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Plays connections, packet by packet, into a tracker, and keeps what it makes of them. Starts at a fixed time. */
final class PacketScript {
    static final long START = 1_700_000_000_000_000_000L;

    final SessionCollector seen = new SessionCollector(100_000, 10_000);
    final Losses losses = new Losses();
    final ConnectionTracker tracker;
    long nanos = START;

    PacketScript() {
        this(SessionSettings.DEFAULT);
    }

    PacketScript(SessionSettings settings) {
        tracker = new ConnectionTracker(settings, seen, losses);
    }

    /** Tells {@code sink} instead of keeping anything. */
    PacketScript(SessionSink sink) {
        tracker = new ConnectionTracker(SessionSettings.DEFAULT, sink, losses);
    }

    static PacketScript trusting(String network) {
        SessionSettings byDefault = SessionSettings.DEFAULT;
        return new PacketScript(new SessionSettings(
                byDefault.sessionSilence(),
                byDefault.connectionSilence(),
                byDefault.udpSilence(),
                byDefault.memoryBytes(),
                byDefault.spillBytes(),
                List.of(IpNetwork.parse(network))));
    }

    PacketScript later(Duration time) {
        nanos += time.toNanos();
        return this;
    }

    Tcp tcp(String client, int clientPort, String server, int serverPort) {
        return new Tcp(client, clientPort, server, serverPort);
    }

    Udp udp(String client, int clientPort, String server, int serverPort) {
        return new Udp(client, clientPort, server, serverPort);
    }

    SessionCollector end() {
        tracker.end();
        return seen;
    }

    private TransportPacket packet(String from, int fromPort, String to, int toPort, String data) {
        byte[] source = InetAddress.ofLiteral(from).getAddress();
        byte[] target = InetAddress.ofLiteral(to).getAddress();
        byte[] payload = data.getBytes(ISO_8859_1);
        TransportPacket packet = new TransportPacket();
        packet.bytes = new byte[source.length + target.length + payload.length];
        System.arraycopy(source, 0, packet.bytes, 0, source.length);
        System.arraycopy(target, 0, packet.bytes, source.length, target.length);
        System.arraycopy(payload, 0, packet.bytes, source.length + target.length, payload.length);
        packet.ipv6 = source.length == 16;
        packet.destinationAddress = source.length;
        packet.sourcePort = fromPort;
        packet.destinationPort = toPort;
        packet.payload = source.length + target.length;
        packet.payloadLength = payload.length;
        packet.wirePayloadLength = payload.length;
        packet.nanos = nanos;
        nanos += 1_000_000;
        return packet;
    }

    /** One TCP connection; every call is one packet, a millisecond after the one before. */
    final class Tcp {
        private final String client;
        private final int clientPort;
        private final String server;
        private final int serverPort;
        int clientNext = 5_000;
        int serverNext = 90_000;

        Tcp(String client, int clientPort, String server, int serverPort) {
            this.client = client;
            this.clientPort = clientPort;
            this.server = server;
            this.serverPort = serverPort;
        }

        Tcp connect() {
            segment(true, TransportPacket.SYN, clientNext++, "");
            segment(false, TransportPacket.SYN | TransportPacket.ACK, serverNext++, "");
            return segment(true, TransportPacket.ACK, clientNext, "");
        }

        Tcp client(String data) {
            segment(true, TransportPacket.ACK, clientNext, data);
            clientNext += data.length();
            return this;
        }

        Tcp server(String data) {
            segment(false, TransportPacket.ACK, serverNext, data);
            serverNext += data.length();
            return this;
        }

        /** Bytes that were sent but not captured. */
        Tcp serverLost(int length) {
            serverNext += length;
            return this;
        }

        Tcp clientLost(int length) {
            clientNext += length;
            return this;
        }

        Tcp close() {
            segment(true, TransportPacket.ACK | TransportPacket.FIN, clientNext++, "");
            segment(false, TransportPacket.ACK | TransportPacket.FIN, serverNext++, "");
            return segment(true, TransportPacket.ACK, clientNext, "");
        }

        Tcp reset(boolean fromClient) {
            return segment(fromClient, TransportPacket.RST, fromClient ? clientNext : serverNext, "");
        }

        Tcp segment(boolean fromClient, int flags, int sequence, String data) {
            TransportPacket packet = fromClient
                    ? packet(client, clientPort, server, serverPort, data)
                    : packet(server, serverPort, client, clientPort, data);
            packet.flags = flags;
            packet.sequence = sequence;
            packet.acknowledgement = (flags & TransportPacket.ACK) == 0 ? 0 : fromClient ? serverNext : clientNext;
            tracker.tcp(packet);
            return this;
        }
    }

    /** One UDP flow. */
    final class Udp {
        private final String client;
        private final int clientPort;
        private final String server;
        private final int serverPort;

        Udp(String client, int clientPort, String server, int serverPort) {
            this.client = client;
            this.clientPort = clientPort;
            this.server = server;
            this.serverPort = serverPort;
        }

        Udp client(String data) {
            tracker.udp(packet(client, clientPort, server, serverPort, data));
            return this;
        }

        Udp server(String data) {
            tracker.udp(packet(server, serverPort, client, clientPort, data));
            return this;
        }
    }
}
