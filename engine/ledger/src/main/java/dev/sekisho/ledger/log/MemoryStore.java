package dev.sekisho.ledger.log;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A log in memory, for trials and for programs that keep the bytes elsewhere. Safe for use by several threads. */
public final class MemoryStore implements LogStore {
    private final Map<String, byte[]> resources = new TreeMap<>();

    @Override
    public synchronized Optional<byte[]> read(String path, int mostBytes) {
        return Optional.ofNullable(resources.get(path))
                .map(bytes -> Arrays.copyOf(bytes, Math.min(bytes.length, mostBytes + 1)));
    }

    @Override
    public synchronized void write(Map<String, byte[]> written) {
        written.forEach((path, bytes) -> resources.put(path, bytes.clone()));
    }

    @Override
    public synchronized void commit(Optional<byte[]> before, byte[] checkpoint) throws ForkException {
        byte[] now = resources.get(CHECKPOINT);
        if (!Arrays.equals(now, before.orElse(null))) {
            throw new ForkException("the checkpoint in the store is not the one that this log has written");
        }
        resources.put(CHECKPOINT, checkpoint.clone());
    }

    @Override
    public synchronized void discard(Collection<String> paths) {
        paths.forEach(resources::remove);
    }

    /** A copy of everything, by path. */
    public synchronized Map<String, byte[]> copy() {
        Map<String, byte[]> copy = new TreeMap<>();
        resources.forEach((path, bytes) -> copy.put(path, bytes.clone()));
        return copy;
    }
}
