package dev.sekisho.veil.station;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Function;

/** A station's threads for arithmetic: as many as there are processors, under the station's name. */
final class Workers implements AutoCloseable {
    private final ForkJoinPool pool;

    Workers(String name) {
        this.pool = new ForkJoinPool(
                Runtime.getRuntime().availableProcessors(),
                owner -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
                    thread.setName(name + "-worker");
                    return thread;
                },
                null,
                false);
    }

    /** Does the same with each of some things, several at a time; the results are in their order. */
    <T, R> List<R> map(List<T> things, Function<? super T, ? extends R> work) {
        return pool.submit(() -> things.parallelStream().<R>map(work).toList()).join();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
