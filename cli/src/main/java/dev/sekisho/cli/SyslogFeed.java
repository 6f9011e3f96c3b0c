package dev.sekisho.cli;

import dev.sekisho.extrusion.alert.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Sends alerts to a syslog target while others go on: a log server that cannot be reached is tried again, and nobody
 * waits for it. What it does not take in time is counted.
 */
final class SyslogFeed implements AutoCloseable {
    /** Alerts that wait for the log server at most. */
    private static final int WAITING = 10_000;

    /** How long after a failure it is tried again. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    /** How long the end of the command waits for alerts to be sent. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(12);

    private final SyslogTarget target;
    private final Consumer<String> trouble;
    private final Duration retry;
    private final BlockingQueue<Alert> waiting = new LinkedBlockingQueue<>(WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Thread sender;
    private volatile boolean closing;

    /** Begins to send; {@code trouble} takes messages for the user, from a thread of its own. */
    SyslogFeed(SyslogTarget target, Consumer<String> trouble) {
        this(target, trouble, RETRY);
    }

    SyslogFeed(SyslogTarget target, Consumer<String> trouble, Duration retry) {
        this.target = target;
        this.trouble = trouble;
        this.retry = retry;
        sender = Thread.ofPlatform().name("sekisho-syslog").daemon().start(this::run);
    }

    /** Queues an alert; never waits. */
    void send(Alert alert) {
        if (!waiting.offer(alert)) {
            lost.incrementAndGet();
        }
    }

    private void run() {
        List<Alert> batch = new ArrayList<>();
        boolean failing = false;
        try {
            while (!(closing && waiting.isEmpty() && batch.isEmpty())) {
                takeInto(batch);
                if (batch.isEmpty()) {
                    continue;
                }
                try {
                    target.append(batch);
                    batch.clear();
                    failing = false;
                } catch (CommandFailure e) {
                    if (!failing) {
                        trouble.accept(e.text() + "; it is tried again every " + Quantity.duration(retry));
                    }
                    failing = true;
                    if (closing) {
                        break;
                    }
                    Thread.sleep(retry);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lost.addAndGet(batch.size());
    }

    private void takeInto(List<Alert> batch) throws InterruptedException {
        Alert first = batch.isEmpty() ? waiting.poll(200, TimeUnit.MILLISECONDS) : null;
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch);
        }
    }

    /** Waits a little for what is queued to be sent; gives how many alerts the target never took. */
    long finish() {
        closing = true;
        try {
            if (!sender.join(LAST_WAIT)) {
                sender.interrupt();
                sender.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lost.get() + waiting.size();
    }

    @Override
    public void close() {
        closing = true;
        sender.interrupt();
    }
}
