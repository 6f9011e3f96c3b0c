package dev.sekisho.bench.ledger;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.entry.Entry;
import dev.sekisho.ledger.entry.EntrySalt;
import dev.sekisho.ledger.export.ExportWriter;
import dev.sekisho.ledger.log.DirectoryStore;
import dev.sekisho.ledger.log.FolderPublisher;
import dev.sekisho.ledger.log.MerkleLog;
import dev.sekisho.ledger.note.NoteSigner;
import dev.sekisho.ledger.note.SignatureType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Records made-up entries of the size that the server records into a log in a directory, and tells how fast; writes beside it
 * what {@code sekisho ledger verify} needs.
 *
 * <pre>
 * java -cp … dev.sekisho.bench.ledger.LedgerMaker ENTRIES BATCH DIRECTORY
 * </pre>
 *
 * <p>DIRECTORY then holds {@code log} (the log, which is an export), {@code log.zip} (the same in one file), {@code outside}
 * (what was published, at the half and at the end) and {@code key} (the verifier key).
 */
public final class LedgerMaker {
    private static final long SEED = 7;
    private static final int UNITS = 128;
    private static final List<String> KINDS =
            List.of("alert.triaged", "exception.granted", "role.granted", "incident.phase", "account.signed-in");

    private LedgerMaker() {}

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        int batch = Integer.parseInt(arguments[1]);
        Path home = Path.of(arguments[2]);
        Random random = new Random(SEED);
        byte[] seed = new byte[NoteSigner.SEED_BYTES];
        random.nextBytes(seed);
        NoteSigner key = NoteSigner.ofSeed("ledger.example/bench", SignatureType.NOTE, seed);
        FolderPublisher publisher = new FolderPublisher(home.resolve("outside"));
        try (DirectoryStore store = DirectoryStore.open(home.resolve("log"))) {
            MerkleLog log = MerkleLog.open(store, key, List.of());
            long sealing = 0;
            long appending = 0;
            for (int done = 0; done < count; ) {
                long start = System.nanoTime();
                List<byte[]> entries = new ArrayList<>();
                for (int i = 0; i < Math.min(batch, count - done); i++) {
                    entries.add(entry(random, done + i));
                }
                long sealed = System.nanoTime();
                SignedCheckpoint checkpoint = log.append(entries);
                appending += System.nanoTime() - sealed;
                sealing += sealed - start;
                boolean passesHalf = done < count / 2 && done + entries.size() >= count / 2;
                done += entries.size();
                if (passesHalf || done == count) {
                    publisher.publish(checkpoint, store);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d entries: sealed %,.0f/s, appended durably in batches of %,d %,.0f/s%n",
                    count,
                    count / (sealing / 1e9),
                    batch,
                    count / (appending / 1e9));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(home.resolve("log.zip")))) {
                ExportWriter.writeArchive(store, log.checkpoint(), out);
            }
        }
        Files.writeString(home.resolve("key"), key.verifierKey() + "\n");
    }

    private static byte[] entry(Random random, int number) {
        byte[] salt = new byte[EntrySalt.BYTES];
        random.nextBytes(salt);
        return Entry.seal(
                        new UUID(random.nextLong(), number),
                        Instant.EPOCH.plusSeconds(1_770_000_000L + number),
                        new UUID(1, random.nextInt(UNITS)),
                        KINDS.get(random.nextInt(KINDS.size())),
                        new TreeMap<>(Map.of("actor", "account " + random.nextInt(), "object", "object " + number)),
                        EntrySalt.of(salt))
                .encode();
    }
}
