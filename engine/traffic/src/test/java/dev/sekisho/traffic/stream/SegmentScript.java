package dev.sekisho.traffic.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.packet.TransportPacket;

/** Plays single segments into a reassembly; sequence numbers count from the first byte of payload. */
final class SegmentScript {
    final StreamRecorder seen = new StreamRecorder();
    final Losses losses = new Losses();
    final TcpReassembly reassembly = new TcpReassembly(seen, losses);
    private final int clientBase;
    private final int serverBase;
    private long nanos = 1_000_000_000L;

    SegmentScript() {
        this(1000, 2000);
    }

    /** With the sequence numbers of the first bytes of payload. */
    SegmentScript(int clientBase, int serverBase) {
        this.clientBase = clientBase;
        this.serverBase = serverBase;
    }

    SegmentScript handshake() {
        segment(true, TransportPacket.SYN, -1, 0, "");
        segment(false, TransportPacket.SYN | TransportPacket.ACK, -1, 0, "");
        return segment(true, TransportPacket.ACK, 0, 0, "");
    }

    SegmentScript client(int from, String data, int acknowledging) {
        return segment(true, TransportPacket.ACK, from, acknowledging, data);
    }

    SegmentScript server(int from, String data, int acknowledging) {
        return segment(false, TransportPacket.ACK, from, acknowledging, data);
    }

    SegmentScript clientFin(int at) {
        return segment(true, TransportPacket.ACK | TransportPacket.FIN, at, 0, "");
    }

    SegmentScript serverFin(int at, int acknowledging) {
        return segment(false, TransportPacket.ACK | TransportPacket.FIN, at, acknowledging, "");
    }

    SegmentScript later(long millis) {
        nanos += millis * 1_000_000L;
        return this;
    }

    SegmentScript segment(boolean fromClient, int flags, int from, int acknowledging, String data) {
        return cut(fromClient, flags, from, acknowledging, data, data.length());
    }

    SegmentScript cut(boolean fromClient, int flags, int from, int acknowledging, String data, int wireLength) {
        TransportPacket packet = new TransportPacket();
        packet.bytes = ("xx" + data + "yy").getBytes(ISO_8859_1);
        packet.payload = 2;
        packet.payloadLength = data.length();
        packet.wirePayloadLength = wireLength;
        packet.flags = flags;
        packet.sequence = (fromClient ? clientBase : serverBase) + from;
        packet.acknowledgement = (fromClient ? serverBase : clientBase) + acknowledging;
        packet.nanos = nanos;
        nanos += 1_000_000L;
        reassembly.segment(fromClient, packet);
        java.util.Arrays.fill(packet.bytes, (byte) '!'); // the array is valid only during the call
        return this;
    }

    SegmentScript flush() {
        reassembly.flush(nanos);
        return this;
    }
}
