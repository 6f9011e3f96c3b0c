package dev.sekisho.server.ledger;

import dev.sekisho.server.scope.Actor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The thread that runs the {@link Sequencer}: soon after evidence was recorded here, and once in a while for what other
 * servers recorded. What fails is tried again; evidence waits meanwhile and is not lost.
 */
@Component
class SequencerThread implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SequencerThread.class);

    /** How long others may still add to a batch. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final Sequencer sequencer;
    private final Duration publishEvery;
    private final Semaphore recorded = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;
    private long nextPublication = System.nanoTime();

    SequencerThread(Sequencer sequencer, @Value("${sekisho.ledger.publish-every:10s}") Duration publishEvery) {
        this.sequencer = sequencer;
        this.publishEvery = publishEvery;
    }

    /** Says that something waits. */
    void wake() {
        if (recorded.availablePermits() == 0) {
            recorded.release();
        }
    }

    @Override
    public void start() {
        stopping = false;
        thread = Thread.ofPlatform().name("ledger-sequencer").daemon().start(() -> Actor.SEQUENCER.run(this::work));
    }

    @Override
    public void stop() {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            wake();
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void work() {
        while (!stopping) {
            try {
                rest(LONGEST_REST);
                boolean more = true;
                while (more) {
                    more = sequencer.sequence() == Sequencer.BATCH;
                    publishIfDue();
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                failed(e);
            }
        }
        sequenceLast();
    }

    private void rest(Duration longest) throws InterruptedException {
        if (recorded.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS) && !stopping) {
            Thread.sleep(GATHERING);
            recorded.drainPermits();
        }
    }

    private void publishIfDue() throws IOException {
        if (System.nanoTime() - nextPublication >= 0) {
            sequencer.publish();
            nextPublication = System.nanoTime() + publishEvery.toNanos();
        }
    }

    private void sequenceLast() {
        try {
            sequencer.sequence();
        } catch (IOException | RuntimeException e) {
            LOG.atInfo().setCause(e).log("evidence waits for the next start");
        }
    }

    private void failed(Exception failure) {
        LOG.atError()
                .setCause(failure)
                .log("evidence could not be sequenced or published; it waits and is tried again");
        try {
            Thread.sleep(stopping ? Duration.ZERO : AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
