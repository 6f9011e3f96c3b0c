package dev.sekisho.ledger.log;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.tile.ResourceSource;
import java.io.IOException;
import java.util.Optional;

/**
 * A place outside, beyond the reach of whoever could change the store, to which checkpoints go. What is there is what makes
 * a later change or cut provable.
 */
public interface CheckpointPublisher {
    /**
     * Publishes a checkpoint and, where the place keeps them, the tiles of hashes below it. Publishing what is there already
     * does nothing.
     *
     * @param log where the tiles are
     */
    void publish(SignedCheckpoint checkpoint, ResourceSource log) throws IOException;

    /** The largest checkpoint published, for {@link MerkleLog#open}. */
    Optional<SignedCheckpoint> last() throws IOException;
}
