package dev.sekisho.ledger.export;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.proof.ProofDocument;
import dev.sekisho.ledger.tile.EntryBundle;
import dev.sekisho.ledger.tile.ResourceSource;
import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tile.TileHashes;
import dev.sekisho.ledger.tree.MerkleTree;
import java.io.IOException;
import java.util.Optional;

/**
 * Single entries and their proofs, out of an export or the store of a log, as of a checkpoint. Verifies nothing.
 *
 * @param log where the tiles and entries are
 * @param checkpoint below which entries are read
 */
public record ExportReader(ResourceSource log, SignedCheckpoint checkpoint) {
    /**
     * The bytes of an entry.
     *
     * @throws IOException if there is no such entry below the checkpoint, or it is missing
     */
    public byte[] entry(long index) throws IOException {
        if (index < 0 || index >= checkpoint.size()) {
            throw new IOException("there are entries from 0 to " + (checkpoint.size() - 1) + ", but none " + index);
        }
        long bundle = index / Tile.FULL;
        int number = (int) (index % Tile.FULL);
        int width = Tile.widthIn(Tile.ENTRIES, bundle, checkpoint.size());
        Optional<byte[]> bytes = log.read(Tile.bundle(bundle, width).path(), EntryBundle.MOST_BYTES);
        if (bytes.isEmpty()) {
            // The partial bundle is gone where the full one has come.
            bytes = log.read(Tile.bundle(bundle, Tile.FULL).path(), EntryBundle.MOST_BYTES);
        }
        return bytes.map(EntryBundle::readable)
                .filter(read -> read.size() > number)
                .orElseThrow(() -> new IOException("entry " + index + " is missing or cannot be read"))
                .entry(number);
    }

    /**
     * The proof of an entry.
     *
     * @throws IOException if the entry or hashes are missing
     */
    public ProofDocument prove(long index) throws IOException {
        byte[] entry = entry(index);
        MerkleTree tree = new MerkleTree(new TileHashes(log, checkpoint.size()), checkpoint.size());
        return new ProofDocument(Optional.of(entry), tree.inclusion(index, checkpoint.size()), checkpoint);
    }
}
