package dev.sekisho.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.sample.SampleLog;
import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.tree.MerkleTree;
import dev.sekisho.ledger.verify.LedgerVerifier;
import dev.sekisho.ledger.verify.VerificationReport;
import dev.sekisho.ledger.verify.VerificationRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The power ends at every operation on the disk in turn, and again while the log starts after that. */
class PowerFailureTest {
    private static final Path HOME = Path.of("/ledger");
    private static final List<byte[]> ENTRIES = SampleLog.entries(1200);

    /** Sizes of the batches: within a tile, across its end, over several, up to an end. */
    private static final int[] BATCHES = {3, 1, 251, 2, 300, 1};

    /** How often each operation is tried; what is lost differs each time. */
    private static final int CHANCES = 2;

    @Test
    void nothingAcknowledgedIsLostAndNoHistoryForks() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int operations = countOperations();
        for (int failAfter = 0; failAfter < operations; failAfter++) {
            for (int chance = 0; chance < CHANCES; chance++) {
                try {
                    failOnce(failAfter, random);
                } catch (AssertionError | IOException e) {
                    throw new AssertionError("seed " + seed + ", power ended after operation " + failAfter, e);
                }
            }
        }
        assertThat(operations).isGreaterThan(50);
    }

    private static int countOperations() throws IOException {
        for (int operations = 1; ; operations++) {
            FailingDisk disk = new FailingDisk(HOME);
            disk.failAfter(operations);
            List<SignedCheckpoint> seen = new ArrayList<>();
            if (run(disk, seen)) {
                return operations;
            }
        }
    }

    private static void failOnce(int failAfter, Random random) throws IOException {
        FailingDisk disk = new FailingDisk(HOME);
        disk.failAfter(failAfter);
        List<SignedCheckpoint> seen = new ArrayList<>();
        run(disk, seen);
        disk.restart(random);
        // It ends once more, soon after the start.
        disk.failAfter(random.nextInt(12));
        run(disk, seen);
        disk.restart(random);

        assertThat(run(disk, seen)).isTrue();

        DirectoryStore store = DirectoryStore.on(HOME, disk);
        MerkleLog log = MerkleLog.open(store, SampleLog.KEY, seen);
        MerkleTree tree = log.tree();
        Hash root = log.checkpoint().checkpoint().root();
        for (SignedCheckpoint earlier : seen) {
            assertThat(tree.consistency(earlier.size(), log.checkpoint().size())
                            .holds(earlier.checkpoint().root(), root))
                    .isTrue();
        }
        VerificationReport report = LedgerVerifier.verify(
                store,
                new VerificationRequest(SampleLog.KEY.verifierKey(), SampleLog.NAME, List.of(), List.of(), List.of()));
        assertThat(report.misfits()).isEmpty();
        assertThat(report.consistent()).isEqualTo(log.checkpoint().size());
    }

    /** Opens the log and appends all batches; false if the power has ended. */
    private static boolean run(FailingDisk disk, List<SignedCheckpoint> seen) throws IOException {
        try {
            MerkleLog log = MerkleLog.open(DirectoryStore.on(HOME, disk), SampleLog.KEY, seen);
            seen.add(log.checkpoint());
            for (int batch : BATCHES) {
                // Different entries after each start, as in life: what was not acknowledged may never come again.
                int first = (int) log.checkpoint().size() % 400 + seen.size() % 7;
                seen.add(log.append(ENTRIES.subList(first, first + batch)));
            }
            return true;
        } catch (FailingDisk.PowerFailure e) {
            return false;
        }
    }
}
