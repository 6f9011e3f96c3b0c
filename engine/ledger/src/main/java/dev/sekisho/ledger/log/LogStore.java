package dev.sekisho.ledger.log;

import dev.sekisho.ledger.tile.ResourceSource;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Where a log is kept: resources by their tlog-tiles paths, and among them one checkpoint. One writer at a time; readers may
 * read meanwhile.
 */
public interface LogStore extends ResourceSource {
    /** The path of the checkpoint. */
    String CHECKPOINT = "checkpoint";

    /**
     * Stores resources under their paths, in place of what a run that did not come to its checkpoint has left there. They
     * are stored for good when this returns.
     */
    void write(Map<String, byte[]> resources) throws IOException;

    /**
     * Replaces the checkpoint, for good and at once: a reader sees the old one or the new one.
     *
     * @param before the checkpoint that the caller knows
     * @throws ForkException if the store holds another one: somebody else writes this log
     */
    void commit(Optional<byte[]> before, byte[] checkpoint) throws IOException;

    /** Lets go of resources that nobody needs any more. That it has happened need not outlive a crash. */
    void discard(Collection<String> paths) throws IOException;
}
