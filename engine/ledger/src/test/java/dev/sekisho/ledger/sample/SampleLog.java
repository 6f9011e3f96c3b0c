package dev.sekisho.ledger.sample;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.entry.Entry;
import dev.sekisho.ledger.entry.EntrySalt;
import dev.sekisho.ledger.log.MemoryStore;
import dev.sekisho.ledger.log.MerkleLog;
import dev.sekisho.ledger.note.NoteSigner;
import dev.sekisho.ledger.note.SignatureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A log in memory over given entries.
 *
 * @param store where it is
 * @param checkpoint its last checkpoint
 */
public record SampleLog(MemoryStore store, SignedCheckpoint checkpoint) {
    public static final String NAME = "ledger.example/evidence";

    /** The key of the log. */
    public static final NoteSigner KEY = signer(NAME, SignatureType.NOTE, 1);

    /** The key of a witness. */
    public static final NoteSigner WITNESS = signer("witness.example/one", SignatureType.COSIGNATURE, 2);

    public static NoteSigner signer(String name, SignatureType type, int seed) {
        byte[] bytes = new byte[NoteSigner.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return NoteSigner.ofSeed(name, type, bytes);
    }

    /** The log of these entries, appended in one batch. */
    public static SampleLog of(List<byte[]> entries) throws IOException {
        return of(entries, KEY);
    }

    public static SampleLog of(List<byte[]> entries, NoteSigner key) throws IOException {
        MemoryStore store = new MemoryStore();
        return new SampleLog(store, MerkleLog.open(store, key, List.of()).append(entries));
    }

    /** Short entries of different lengths. */
    public static List<byte[]> entries(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(("entry " + i + " " + "x".repeat(i % 7)).getBytes(StandardCharsets.US_ASCII));
        }
        return entries;
    }

    /** An entry as Sekisho writes it. */
    public static Entry entry(int number) {
        return Entry.seal(
                new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L | number),
                Instant.parse("2026-03-01T09:00:00.123456Z").plusSeconds(number),
                new UUID(0x0198_1111_1111_7000L, 0x8000_0000_0000_0001L),
                "incident.closed",
                values(),
                salt(number));
    }

    public static TreeMap<String, String> values() {
        return new TreeMap<>(Map.of("actor", "018f-actor", "object", "incident 17", "reason", "原因不明"));
    }

    public static EntrySalt salt(int number) {
        byte[] salt = new byte[EntrySalt.BYTES];
        Arrays.fill(salt, (byte) (7 + number));
        return EntrySalt.of(salt);
    }
}
