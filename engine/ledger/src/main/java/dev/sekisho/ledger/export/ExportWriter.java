package dev.sekisho.ledger.export;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.tile.EntryBundle;
import dev.sekisho.ledger.tile.ResourceSource;
import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tile.TileHashes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the export of a log as of a checkpoint as a ZIP archive: {@code checkpoint}, then the tiles and the bundles of
 * entries under the names of C2SP tlog-tiles. The same log gives the same bytes.
 */
public final class ExportWriter {
    /** The time of all files: the first that a ZIP archive can hold, in any time zone. */
    private static final long NO_TIME = 315_619_200_000L;

    private ExportWriter() {}

    /**
     * Writes an archive.
     *
     * @param log where the tiles and entries are; it may have grown since the checkpoint
     * @throws IOException if something is missing or cannot be written
     */
    public static void writeArchive(ResourceSource log, SignedCheckpoint checkpoint, OutputStream out)
            throws IOException {
        ZipOutputStream archive = new ZipOutputStream(out);
        put(archive, "checkpoint", checkpoint.encode());
        TileHashes hashes = new TileHashes(log, checkpoint.size());
        for (Tile tile : Tile.between(0, checkpoint.size())) {
            byte[] bytes = tile.level() == Tile.ENTRIES
                    ? bundle(log, tile)
                    : hashes.tile(tile.level(), tile.index()).orElseThrow(() -> missing(tile));
            put(archive, tile.path(), bytes);
        }
        archive.finish();
    }

    private static byte[] bundle(ResourceSource log, Tile tile) throws IOException {
        Optional<byte[]> stored = log.read(tile.path(), EntryBundle.MOST_BYTES);
        if (stored.isPresent()) {
            return stored.get();
        }
        // The partial bundle is gone where the full one has come.
        EntryBundle full = log.read(Tile.bundle(tile.index(), Tile.FULL).path(), EntryBundle.MOST_BYTES)
                .flatMap(bytes -> EntryBundle.parse(bytes).toOptional())
                .filter(read -> read.size() >= tile.width())
                .orElseThrow(() -> missing(tile));
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < tile.width(); i++) {
            entries.add(full.entry(i));
        }
        return EntryBundle.encode(entries);
    }

    private static IOException missing(Tile tile) {
        return new IOException("the log has no " + tile.path() + "; restore it from a backup");
    }

    private static void put(ZipOutputStream archive, String path, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTime(NO_TIME);
        archive.putNextEntry(entry);
        archive.write(bytes);
        archive.closeEntry();
    }
}
