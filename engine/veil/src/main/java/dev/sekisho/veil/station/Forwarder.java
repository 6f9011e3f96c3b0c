package dev.sekisho.veil.station;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Hands the entries of a queue on, in order, until the receiver has acknowledged them. A receiver that is away is tried
 * again; entries may come twice after a crash, never not at all.
 */
final class Forwarder implements Closeable {
    private static final int MOST_ENTRIES = 256;
    private static final long IDLE_MILLISECONDS = 200;

    private final DurableQueue queue;
    private final Delivery delivery;
    private final Thread thread;
    private volatile boolean closed;

    Forwarder(String name, DurableQueue queue, Delivery delivery) {
        this.queue = queue;
        this.delivery = delivery;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                queue.await(IDLE_MILLISECONDS);
                DurableQueue.Waiting waiting = queue.waiting(MOST_ENTRIES);
                if (!waiting.entries().isEmpty()) {
                    delivery.deliver(waiting.entries());
                    queue.done(waiting);
                }
            } catch (IOException e) {
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(IDLE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /** Hands entries on; fails if they were not acknowledged. */
    @FunctionalInterface
    interface Delivery {
        void deliver(List<byte[]> entries) throws IOException;
    }
}
