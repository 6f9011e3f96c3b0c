package dev.sekisho.traffic.sample;

import dev.sekisho.traffic.sample.SampleNetwork.End;
import java.util.Arrays;

/** A made-up TCP connection: handshake, data in both directions with acknowledgements, and an orderly end. */
final class SampleConnection {
    private static final int MAX_SEGMENT_BYTES = 1460;
    private static final int SEGMENTS_PER_ACKNOWLEDGEMENT = 2;
    private static final long MILLISECOND = 1_000_000L;

    /** Half the way there and back. */
    private static final long DELAY = 12 * MILLISECOND;

    private static final long SEGMENT_SPACING = MILLISECOND / 8;
    private static final byte[] NOTHING = {};

    private final SampleNetwork network;
    private final End client;
    private final End server;
    private int clientSequence;
    private int serverSequence;
    private long nanos;

    /** Opens a connection at packet time {@code nanos}. */
    SampleConnection(SampleNetwork network, End client, End server, int firstSequence, long nanos) {
        this.network = network;
        this.client = client;
        this.server = server;
        this.clientSequence = firstSequence;
        this.serverSequence = Integer.rotateLeft(firstSequence, 7);
        this.nanos = nanos;
        network.segment(client, server, clientSequence++, 0, SampleNetwork.SYN, NOTHING, nanos);
        this.nanos += 2 * DELAY;
        int answer = SampleNetwork.SYN | SampleNetwork.ACK;
        network.segment(server, client, serverSequence++, clientSequence, answer, NOTHING, this.nanos);
        acknowledge(true);
    }

    /** Packet time of the last packet. */
    long nanos() {
        return nanos;
    }

    /** Lets time pass. */
    SampleConnection pause(long milliseconds) {
        nanos += milliseconds * MILLISECOND;
        return this;
    }

    SampleConnection fromClient(byte[] bytes) {
        return send(true, bytes);
    }

    SampleConnection fromServer(byte[] bytes) {
        nanos += 2 * DELAY;
        return send(false, bytes);
    }

    private SampleConnection send(boolean fromClient, byte[] bytes) {
        int unacknowledged = 0;
        for (int at = 0; at < bytes.length; at += MAX_SEGMENT_BYTES) {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(at + MAX_SEGMENT_BYTES, bytes.length));
            boolean last = at + part.length == bytes.length;
            nanos += SEGMENT_SPACING;
            int flags = last ? SampleNetwork.ACK | SampleNetwork.PUSH : SampleNetwork.ACK;
            segment(fromClient, flags, part);
            if (++unacknowledged == SEGMENTS_PER_ACKNOWLEDGEMENT || last) {
                acknowledge(!fromClient);
                unacknowledged = 0;
            }
        }
        return this;
    }

    private void segment(boolean fromClient, int flags, byte[] bytes) {
        if (fromClient) {
            network.segment(client, server, clientSequence, serverSequence, flags, bytes, nanos);
            clientSequence += bytes.length;
        } else {
            network.segment(server, client, serverSequence, clientSequence, flags, bytes, nanos);
            serverSequence += bytes.length;
        }
    }

    private void acknowledge(boolean fromClient) {
        nanos += MILLISECOND / 20;
        segment(fromClient, SampleNetwork.ACK, NOTHING);
    }

    /** Ends the connection from the client's side. */
    void close() {
        nanos += MILLISECOND;
        segment(true, SampleNetwork.FIN | SampleNetwork.ACK, NOTHING);
        clientSequence++;
        nanos += 2 * DELAY;
        segment(false, SampleNetwork.FIN | SampleNetwork.ACK, NOTHING);
        serverSequence++;
        acknowledge(true);
    }
}
