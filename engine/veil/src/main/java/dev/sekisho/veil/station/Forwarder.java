package dev.sekisho.veil.station;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads a queue in order and hands its entries to a step that says how far everything is delivered. Where the step fails it
 * gets the same entries again; entries may come twice after a crash, never not at all.
 */
final class Forwarder implements Closeable {
    private static final int MOST_ENTRIES = 256;
    private static final long MOST_BYTES = 1 << 20;
    private static final long IDLE_MILLISECONDS = 200;

    private final DurableQueue queue;
    private final DurableQueue.Farewell farewell;
    private final Step step;
    private final Backoff backoff = new Backoff();
    private final Thread thread;
    private volatile boolean closed;
    private volatile String trouble = "";

    Forwarder(String name, DurableQueue queue, Step step) {
        this(name, queue, DurableQueue.Farewell.NONE, step);
    }

    /**
     * A forwarder, which begins at once.
     *
     * @param farewell gets the entries that leave the disk
     */
    Forwarder(String name, DurableQueue queue, DurableQueue.Farewell farewell, Step step) {
        this.queue = queue;
        this.farewell = farewell;
        this.step = step;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    private void run() {
        try {
            long read = queue.done();
            while (!closed) {
                DurableQueue.Waiting waiting = next(read);
                if (waiting != null) {
                    read = waiting.end();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DurableQueue.@org.jspecify.annotations.Nullable Waiting next(long read) throws InterruptedException {
        try {
            DurableQueue.Waiting waiting = queue.next(read, MOST_ENTRIES, MOST_BYTES, IDLE_MILLISECONDS);
            long delivered = step.take(waiting);
            queue.done(delivered, farewell);
            backoff.reset();
            return waiting;
        } catch (IOException | RuntimeException e) {
            // whatever it is, an entry must neither get lost nor stop the thread without a word
            trouble = e.toString();
            backoff.pause(0);
            return null;
        }
    }

    /** What went wrong last; empty if nothing ever did. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(IDLE_MILLISECONDS * 5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What becomes of entries. Gets no entries now and then, when there are none. */
    @FunctionalInterface
    interface Step {
        /** Takes entries; returns the place up to which everything is delivered. */
        long take(DurableQueue.Waiting waiting) throws IOException, InterruptedException;
    }
}
