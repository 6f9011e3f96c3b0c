package dev.sekisho.ledger.log;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.tile.ResourceSource;
import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tile.TileHashes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Publishing to a place that holds files: each checkpoint as {@code checkpoints/SIZE}, the last one as {@code checkpoint} too,
 * and the tiles of hashes below it. Tiles come before the checkpoint over them.
 *
 * @param place where to
 */
record Publication(Place place) {
    private static final String HISTORY = "checkpoints/";

    /** Files that are put at a time: two megabytes of hashes. */
    private static final int BATCH = 256;

    /** A place that holds files. */
    interface Place {
        /** A file, of which no more than {@code mostBytes + 1} bytes are read. */
        Optional<byte[]> get(String path, int mostBytes) throws IOException;

        /** Puts files; they are there when it returns. */
        void put(Map<String, byte[]> files) throws IOException;
    }

    void publish(SignedCheckpoint checkpoint, ResourceSource log) throws IOException {
        Optional<SignedCheckpoint> last = last();
        long before = last.map(SignedCheckpoint::size).orElse(0L);
        if (checkpoint.size() < before) {
            throw new ForkException("a checkpoint over " + before + " entries was published, so none over "
                    + checkpoint.size() + " is now");
        }
        if (last.isPresent() && checkpoint.size() == before) {
            if (!last.get().checkpoint().equals(checkpoint.checkpoint())) {
                throw new ForkException("another checkpoint over " + before + " entries was published before");
            }
            return;
        }
        putTiles(before, checkpoint.size(), log);
        place.put(Map.of(HISTORY + checkpoint.size(), checkpoint.encode()));
        place.put(Map.of(LogStore.CHECKPOINT, checkpoint.encode()));
    }

    private void putTiles(long before, long size, ResourceSource log) throws IOException {
        TileHashes hashes = new TileHashes(log, size);
        Map<String, byte[]> batch = new LinkedHashMap<>();
        for (Tile tile : Tile.between(before, size)) {
            if (tile.level() != Tile.ENTRIES) {
                batch.put(
                        tile.path(),
                        hashes.tile(tile.level(), tile.index())
                                .orElseThrow(() -> new IOException("the log has no " + tile.path() + " to publish")));
            }
            if (batch.size() == BATCH) {
                place.put(batch);
                batch.clear();
            }
        }
        place.put(batch);
    }

    Optional<SignedCheckpoint> last() throws IOException {
        Optional<byte[]> bytes = place.get(LogStore.CHECKPOINT, Note.MOST_BYTES);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        return switch (SignedCheckpoint.parse(bytes.get())) {
            case Parsed.Value<SignedCheckpoint>(SignedCheckpoint value) -> Optional.of(value);
            case Parsed.Fault<SignedCheckpoint>(String reason) ->
                throw new IOException("the published checkpoint cannot be read: " + reason);
        };
    }
}
