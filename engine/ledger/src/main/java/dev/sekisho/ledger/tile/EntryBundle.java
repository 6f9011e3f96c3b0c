package dev.sekisho.ledger.tile;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.tree.TreeHasher;
import java.util.Arrays;
import java.util.List;

/**
 * Entries one after the other, each behind its length in two bytes (C2SP tlog-tiles, "Log entries"): what stands below one
 * tile of level 0.
 */
public final class EntryBundle {
    /** The most bytes of an entry: what two bytes can count. */
    public static final int MOST_ENTRY_BYTES = 0xffff;

    /** The most bytes of a bundle. */
    public static final int MOST_BYTES = Tile.FULL * (2 + MOST_ENTRY_BYTES);

    private static final int LENGTH_BYTES = 2;

    private final byte[] bytes;
    private final int[] starts;

    private EntryBundle(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    /** The bytes of a bundle of these entries. */
    public static byte[] encode(List<byte[]> entries) {
        int length = 0;
        for (byte[] entry : entries) {
            length += LENGTH_BYTES + checkLength(entry).length;
        }
        byte[] bytes = new byte[length];
        int position = 0;
        for (byte[] entry : entries) {
            bytes[position] = (byte) (entry.length >> 8);
            bytes[position + 1] = (byte) entry.length;
            System.arraycopy(entry, 0, bytes, position + LENGTH_BYTES, entry.length);
            position += LENGTH_BYTES + entry.length;
        }
        return bytes;
    }

    /** The entry itself if a bundle can hold it. */
    public static byte[] checkLength(byte[] entry) {
        if (entry.length > MOST_ENTRY_BYTES) {
            throw new IllegalArgumentException(
                    "an entry has at most " + MOST_ENTRY_BYTES + " bytes, but this one has " + entry.length);
        }
        return entry;
    }

    /** Reads a bundle of at most 256 entries. */
    public static Parsed<EntryBundle> parse(byte[] bytes) {
        EntryBundle bundle = readable(bytes);
        return bundle.isWhole()
                ? Parsed.value(bundle)
                : Parsed.fault("what follows entry " + bundle.size() + " of the bundle is not an entry");
    }

    /** The entries from the start on that can be read, at most 256. */
    public static EntryBundle readable(byte[] bytes) {
        int[] starts = new int[Tile.FULL + 1];
        int count = 0;
        int position = 0;
        while (count < Tile.FULL && bytes.length - position >= LENGTH_BYTES) {
            int end = position + LENGTH_BYTES + (((bytes[position] & 0xff) << 8) | (bytes[position + 1] & 0xff));
            if (end > bytes.length) {
                break;
            }
            starts[count++] = position + LENGTH_BYTES;
            position = end;
        }
        starts[count] = position + LENGTH_BYTES;
        return new EntryBundle(bytes, Arrays.copyOf(starts, count + 1));
    }

    /** Whether nothing follows the last entry. */
    public boolean isWhole() {
        return end(size() - 1) == bytes.length;
    }

    /** Entries in the bundle. */
    public int size() {
        return starts.length - 1;
    }

    /** A copy of an entry's bytes. */
    public byte[] entry(int number) {
        return Arrays.copyOfRange(bytes, starts[number], end(number));
    }

    /** Hashes an entry into {@code target}. */
    public void hash(int number, TreeHasher hasher, byte[] target, int targetOffset) {
        hasher.entry(bytes, starts[number], end(number) - starts[number], target, targetOffset);
    }

    /** Where an entry ends; for number -1 where the first one begins with its length. */
    private int end(int number) {
        return starts[number + 1] - LENGTH_BYTES;
    }
}
