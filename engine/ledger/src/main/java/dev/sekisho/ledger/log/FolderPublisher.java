package dev.sekisho.ledger.log;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.tile.ResourceSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes into a folder: each checkpoint as {@code checkpoints/SIZE}, the last one as {@code checkpoint} too, and the tiles
 * of hashes below it, 32 bytes for each entry, without the entries. With those hashes a verifier names the first entry that
 * was changed even if somebody has rewritten the whole log; with checkpoints alone, the two checkpoints between which it
 * lies. Nothing there is ever removed.
 *
 * <p>Safe for use by several threads.
 */
public final class FolderPublisher implements CheckpointPublisher {
    private final Publication publication;

    /** @param directory made if there is none; it should belong to another machine, or be written once */
    public FolderPublisher(Path directory) throws IOException {
        this.publication = new Publication(new Folder(new DurableFolder(directory, new FileDisk())));
    }

    @Override
    public synchronized void publish(SignedCheckpoint checkpoint, ResourceSource log) throws IOException {
        publication.publish(checkpoint, log);
    }

    @Override
    public synchronized Optional<SignedCheckpoint> last() throws IOException {
        return publication.last();
    }

    private record Folder(DurableFolder files) implements Publication.Place {
        @Override
        public Optional<byte[]> get(String path, int mostBytes) throws IOException {
            return files.read(path, mostBytes);
        }

        @Override
        public void put(Map<String, byte[]> put) throws IOException {
            files.write(put);
        }
    }
}
