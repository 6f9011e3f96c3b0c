package dev.sekisho.server.ledger;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How much evidence the server takes while its sequencer runs beside: a real server with its own PostgreSQL, each transaction
 * committed to the disk. Run from the folder {@code server}, with its test classes compiled:
 *
 * <pre>
 * java -cp target/test-classes:target/classes:$(cat target/test-class-path) dev.sekisho.server.ledger.LedgerLoad WARM SECONDS THREADS PER
 * </pre>
 *
 * <p>WARM is for how many seconds it runs before it counts, PER how many pieces of evidence each transaction records.
 */
public final class LedgerLoad {
    private static final double NANOSECONDS = 1e9;

    private LedgerLoad() {}

    public static void main(String[] arguments) throws InterruptedException {
        int warm = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        int per = Integer.parseInt(arguments[3]);
        TestServer.bean(Ledger.class);
        load(warm, threads, per);
        load(seconds, threads, per);
        System.exit(0);
    }

    private static void load(int seconds, int threads, int per) throws InterruptedException {
        AtomicLong recorded = new AtomicLong();
        long start = System.nanoTime();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(Thread.ofPlatform().start(() -> record(start + seconds * 1_000_000_000L, per, recorded)));
        }
        for (Thread thread : running) {
            thread.join();
        }
        double recording = (System.nanoTime() - start) / NANOSECONDS;
        long waiting = waiting();
        long left = waiting;
        while (left > 0) {
            Thread.sleep(20);
            left = waiting();
        }
        double sequencing = (System.nanoTime() - start) / NANOSECONDS;
        System.out.printf(
                Locale.ROOT,
                "%,d recorded in %.1f s: %,.0f/s; %,d waited at the end; all in the log after %.1f s: %,.0f/s%n",
                recorded.get(),
                recording,
                recorded.get() / recording,
                waiting,
                sequencing,
                recorded.get() / sequencing);
    }

    private static void record(long end, int per, AtomicLong recorded) {
        Ledger ledger = TestServer.bean(Ledger.class);
        TransactionOperations transactions = TestServer.bean(TransactionOperations.class);
        Actor.SETUP.run(() -> {
            while (System.nanoTime() < end) {
                transactions.executeWithoutResult(status -> {
                    for (int i = 0; i < per; i++) {
                        ledger.record(new Evidence(
                                "unit.renamed", Unit.GROUP, null, Map.of("before", "Old name", "after", "New name")));
                    }
                });
                recorded.addAndGet(per);
            }
        });
    }

    private static long waiting() {
        return Actor.SEQUENCER.call(() -> TestServer.bean(TransactionOperations.class)
                .execute(status -> TestServer.bean(JdbcClient.class)
                        .sql("select count(*) from ledger.evidence where place is null")
                        .query(Long.class)
                        .single()));
    }
}
