package dev.sekisho.server.notice;

import dev.sekisho.server.scope.Actor;
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
 * The thread that hands out what was announced and sends what is due: soon after something was announced here, and once in
 * a while for what waits for its hour or was announced elsewhere.
 */
@Component
class NoticeThread implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeThread.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /** How long a stop waits for a mail that is on its way. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);

    private final Distribution distribution;
    private final Mailer mailer;
    private final Duration longestRest;
    private final Semaphore announced = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;

    NoticeThread(Distribution distribution, Mailer mailer, @Value("${sekisho.notice.rest:5s}") Duration longestRest) {
        this.distribution = distribution;
        this.mailer = mailer;
        this.longestRest = longestRest;
    }

    /** Says that something was announced. */
    void wake() {
        if (announced.availablePermits() == 0) {
            announced.release();
        }
    }

    @Override
    public void start() {
        stopping = false;
        thread = Thread.ofPlatform().name("notice").daemon().start(() -> Actor.NOTICE.run(this::work));
    }

    @Override
    public void stop() {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            wake();
            try {
                running.join(LONGEST_STOP);
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
                boolean woken = announced.tryAcquire(longestRest.toMillis(), TimeUnit.MILLISECONDS);
                LOG.atTrace().addKeyValue("woken", woken).log("looking for notices");
                boolean more = true;
                while (more && !stopping) {
                    more = distribution.distribute(mailer.hasServer()) == Distribution.BATCH;
                    more |= mailer.send();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void failed(RuntimeException failure) {
        LOG.atError().setCause(failure).log("notices could not be handed out; they wait and are tried again");
        try {
            Thread.sleep(stopping ? Duration.ZERO : AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
