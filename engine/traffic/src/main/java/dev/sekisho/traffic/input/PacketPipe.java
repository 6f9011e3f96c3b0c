package dev.sekisho.traffic.input;

import dev.sekisho.traffic.packet.TransportHandler;
import dev.sekisho.traffic.packet.TransportPacket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lets reading and decoding go on in a thread of its own while the caller's thread follows the connections: a few
 * batches of packets go round between the two, so that memory is bounded and the order stays that of the source.
 */
final class PacketPipe implements TransportHandler {
    private static final int BATCHES = 4;

    private final BlockingQueue<PacketBatch> full = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<PacketBatch> empty = new ArrayBlockingQueue<>(BATCHES);
    private PacketBatch filling = new PacketBatch();
    private volatile @Nullable Throwable failure;

    PacketPipe() {
        for (int i = 1; i < BATCHES; i++) {
            empty.add(new PacketBatch());
        }
    }

    /**
     * Runs {@code source}, which feeds this pipe, in a thread of its own, and hands what comes to {@code handler} in the
     * caller's thread until the source is done.
     */
    void run(Runnable source, TransportHandler handler) {
        Thread reader = Thread.ofPlatform().name("sekisho-reader").daemon().start(() -> feed(source));
        try {
            TransportPacket packet = new TransportPacket();
            PacketBatch batch = full.take();
            while (!batch.last) {
                batch.replay(handler, packet);
                batch.clear();
                empty.add(batch);
                batch = full.take();
            }
            batch.replay(handler, packet);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        } finally {
            // without effect on a reading that is complete
            reader.interrupt();
        }
        rethrow(failure);
    }

    /** A fault of the reading thread must not be lost with it. */
    private static void rethrow(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void feed(Runnable source) {
        try {
            source.run();
        } catch (AbandonedException e) {
            return;
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        filling.last = true;
        try {
            full.put(filling);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void tcp(TransportPacket segment) {
        if (!filling.add(segment, false)) {
            turnOver();
            filling.add(segment, false);
        }
    }

    @Override
    public void udp(TransportPacket datagram) {
        if (!filling.add(datagram, true)) {
            turnOver();
            filling.add(datagram, true);
        }
    }

    private void turnOver() {
        try {
            full.put(filling);
            filling = empty.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbandonedException();
        }
    }

    /** Ends the reading because nobody takes its packets any more. */
    private static final class AbandonedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
