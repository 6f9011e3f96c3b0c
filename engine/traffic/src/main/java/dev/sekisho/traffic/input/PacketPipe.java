package dev.sekisho.traffic.input;

import dev.sekisho.traffic.packet.TransportHandler;
import dev.sekisho.traffic.packet.TransportPacket;

/** Lets reading and decoding go on in a thread of its own while the caller's thread follows the connections. */
final class PacketPipe implements TransportHandler {
    private final BatchRelay<PacketBatch> relay = new BatchRelay<>(PacketBatch::new);

    /**
     * Runs {@code source}, which feeds this pipe, in a thread of its own, and hands what comes to {@code handler} in the
     * caller's thread until the source is done.
     */
    void run(Runnable source, TransportHandler handler) {
        TransportPacket packet = new TransportPacket();
        relay.run("sekisho-reader", source, batch -> batch.replay(handler, packet));
    }

    @Override
    public void tcp(TransportPacket segment) {
        add(segment, false);
    }

    @Override
    public void udp(TransportPacket datagram) {
        add(datagram, true);
    }

    private void add(TransportPacket packet, boolean udp) {
        if (!relay.filling().add(packet, udp)) {
            relay.turnOver().add(packet, udp);
        }
    }
}
