package dev.sekisho.traffic.input;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a source fill batches in a thread of its own while the caller's thread empties them: a few batches go round
 * between the two, so that memory is bounded and the order stays that of the source.
 *
 * @param <B> what the batches are
 */
final class BatchRelay<B extends BatchRelay.Batch> {
    private static final int BATCHES = 4;

    /** Something that is filled, handed over, emptied and filled again. */
    interface Batch {
        void clear();
    }

    private final BlockingQueue<B> full = new ArrayBlockingQueue<>(BATCHES + 1);
    private final BlockingQueue<B> empty = new ArrayBlockingQueue<>(BATCHES);
    private final B end;
    private B filling;
    private volatile @Nullable Throwable failure;

    BatchRelay(Supplier<B> batches) {
        end = batches.get();
        filling = batches.get();
        for (int i = 1; i < BATCHES; i++) {
            empty.add(batches.get());
        }
    }

    /** The batch that the source is filling; for the source's thread. */
    B filling() {
        return filling;
    }

    /** Hands the filled batch over and gives an empty one; for the source's thread. */
    B turnOver() {
        try {
            full.put(filling);
            filling = empty.take();
            return filling;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbandonedException();
        }
    }

    /**
     * Runs {@code source} in a thread of its own and hands each batch that it fills to {@code consumer} in the caller's
     * thread, until the source is done; then rethrows what the source has thrown.
     */
    @SuppressWarnings("ReferenceEquality") // the end is one batch, whatever others hold
    void run(String threadName, Runnable source, Consumer<B> consumer) {
        Thread thread = Thread.ofPlatform().name(threadName).daemon().start(() -> feed(source));
        try {
            for (B batch = full.take(); batch != end; batch = full.take()) {
                consumer.accept(batch);
                batch.clear();
                empty.add(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbandonedException();
        } finally {
            // without effect on a source that is done
            thread.interrupt();
        }
        rethrow(failure);
    }

    private void feed(Runnable source) {
        try {
            source.run();
        } catch (AbandonedException e) {
            return;
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        try {
            full.put(filling);
            full.put(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fault of the source's thread must not be lost with it. */
    private static void rethrow(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Ends a thread because nobody takes any more what it gives. */
    private static final class AbandonedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        AbandonedException() {
            super("interrupted while reading");
        }
    }
}
