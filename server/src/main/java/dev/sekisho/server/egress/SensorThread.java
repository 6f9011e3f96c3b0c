package dev.sekisho.server.egress;

import dev.sekisho.server.scope.Actor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The thread that looks into the folders of sensors, writes verdicts that wait, and lets go of old days. */
@Component
class SensorThread implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SensorThread.class);
    private static final Duration VERDICTS_EVERY = Duration.ofSeconds(20);
    private static final Duration OLD_DAYS_EVERY = Duration.ofHours(1);

    private final Sensors sensors;
    private final Intake intake;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Path captures;
    private final int keepDays;
    private final Duration lookEvery;
    private @Nullable Thread thread;
    private CountDownLatch stopping = new CountDownLatch(1);

    SensorThread(
            Sensors sensors,
            Intake intake,
            JdbcClient jdbc,
            TransactionOperations transactions,
            @Value("${sekisho.egress.captures}") Path captures,
            @Value("${sekisho.egress.keep-days:90}") int keepDays,
            @Value("${sekisho.egress.look-every:2s}") Duration lookEvery) {
        this.sensors = sensors;
        this.intake = intake;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.captures = captures;
        this.keepDays = keepDays;
        this.lookEvery = lookEvery;
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopping = stop;
        thread = Thread.ofPlatform().name("egress-sensors").daemon().start(() -> work(stop));
    }

    @Override
    public void stop() {
        Thread running = thread;
        stopping.countDown();
        if (running != null) {
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

    private void work(CountDownLatch stop) {
        CaptureFolders folders = new CaptureFolders(captures, sensors, intake);
        long nextVerdicts = System.nanoTime();
        long nextOldDays = System.nanoTime();
        try {
            while (!stop.await(lookEvery.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    folders.look();
                    if (System.nanoTime() - nextVerdicts >= 0) {
                        intake.writeAllVerdicts(
                                id -> Actor.SENSORS.call(() -> sensors.find(id)).orElse(null));
                        nextVerdicts = System.nanoTime() + VERDICTS_EVERY.toNanos();
                    }
                    if (System.nanoTime() - nextOldDays >= 0) {
                        dropOldDays();
                        nextOldDays = System.nanoTime() + OLD_DAYS_EVERY.toNanos();
                    }
                } catch (RuntimeException e) {
                    LOG.atError().setCause(e).log("the work of sensors failed; it is tried again");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sessions are kept for so many days, events only as long as pairs are judged. */
    void dropOldDays() {
        LocalDate today = intake.today();
        drop("session", today.minusDays(keepDays));
        drop("journal", today.minusDays(Intake.JOURNAL.toDays()));
    }

    private void drop(String parent, LocalDate firstKept) {
        Actor.SENSORS.run(() ->
                transactions.executeWithoutResult(status -> jdbc.sql("select egress.drop_days(:parent, :firstKept)")
                        .param("parent", parent)
                        .param("firstKept", firstKept)
                        .query(Integer.class)
                        .single()));
    }
}
