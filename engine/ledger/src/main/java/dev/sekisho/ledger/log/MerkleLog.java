package dev.sekisho.ledger.log;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.checkpoint.Checkpoint;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.note.NoteSigner;
import dev.sekisho.ledger.tile.EntryBundle;
import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tile.TileHashes;
import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.tree.MerkleTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An append-only log with one writer. Its name, the first line of its checkpoints, is that of its key.
 *
 * <ul>
 *   <li>When {@link #append} returns, the entries and the checkpoint over them are stored for good.
 *   <li>No checkpoint is signed that does not continue the one before; none that covers what is not stored.
 *   <li>After a crash at any point {@link #open} goes on from the last checkpoint; entries behind it were never acknowledged.
 *   <li>Memory holds the right edge of the tree alone: at most 255 entries, and 255 hashes of each level.
 * </ul>
 *
 * <p>Safe for use by several threads; appending goes one after the other.
 */
public final class MerkleLog {
    private final LogStore store;
    private final NoteSigner signer;
    private RightEdge edge;
    private List<byte[]> lastEntries;
    private SignedCheckpoint checkpoint;
    private boolean failed;

    private MerkleLog(
            LogStore store, NoteSigner signer, RightEdge edge, List<byte[]> lastEntries, SignedCheckpoint checkpoint) {
        this.store = store;
        this.signer = signer;
        this.edge = edge;
        this.lastEntries = lastEntries;
        this.checkpoint = checkpoint;
    }

    /**
     * Opens the log in a store, or begins one in an empty store.
     *
     * @param signer the key of the log, whose name is its origin
     * @param seen checkpoints of it that somebody outside has: the store must hold all that they cover
     * @throws ForkException if going on would split the log
     * @throws IOException if the store cannot be read or is damaged
     */
    public static MerkleLog open(LogStore store, NoteSigner signer, Collection<SignedCheckpoint> seen)
            throws IOException {
        Optional<byte[]> stored = store.read(LogStore.CHECKPOINT, Note.MOST_BYTES);
        MerkleLog log;
        if (stored.isEmpty()) {
            SignedCheckpoint first =
                    SignedCheckpoint.sign(Checkpoint.of(signer.verifierKey().name(), 0, Hash.OF_EMPTY_TREE), signer);
            log = new MerkleLog(store, signer, new RightEdge(), List.of(), first);
            log.mustContinue(seen);
            store.commit(Optional.empty(), first.encode());
        } else {
            SignedCheckpoint last = readCheckpoint(stored.get(), signer);
            log = new MerkleLog(store, signer, readEdge(store, last), readLastEntries(store, last.size()), last);
            log.checkEdge();
            log.mustContinue(seen);
        }
        return log;
    }

    private static SignedCheckpoint readCheckpoint(byte[] bytes, NoteSigner signer) throws IOException {
        SignedCheckpoint last = switch (SignedCheckpoint.parse(bytes)) {
            case Parsed.Value<SignedCheckpoint>(SignedCheckpoint value) -> value;
            case Parsed.Fault<SignedCheckpoint>(String reason) ->
                throw new IOException(
                        "the checkpoint of the log is damaged: " + reason + "; restore the log from a backup");
        };
        String origin = signer.verifierKey().name();
        if (!last.checkpoint().origin().equals(origin)) {
            throw new ForkException("the store holds the log \""
                    + last.checkpoint().origin() + "\", but the key is that of \"" + origin + "\"");
        }
        if (last.judge(signer.verifierKey()) != Note.Judgement.SIGNED) {
            throw new ForkException("the checkpoint of the log \"" + origin
                    + "\" is not signed with the key that was given; use the key that began the log");
        }
        return last;
    }

    private static RightEdge readEdge(LogStore store, SignedCheckpoint last) throws IOException {
        TileHashes tiles = new TileHashes(store, last.size());
        List<byte[]> partials = new ArrayList<>();
        for (int level = 0; level * Tile.HEIGHT < Long.SIZE; level++) {
            long hashes = last.size() >>> (Tile.HEIGHT * level);
            if (hashes == 0) {
                break;
            }
            long index = hashes / Tile.FULL;
            int width = (int) (hashes % Tile.FULL);
            if (width == 0) {
                partials.add(new byte[0]);
            } else {
                String path = new Tile(level, index, width).path();
                partials.add(tiles.tile(level, index).orElseThrow(() -> damaged(path + " is missing or cut short")));
            }
        }
        return new RightEdge(last.size(), partials);
    }

    private static IOException damaged(String what) {
        return new IOException("the log is damaged: " + what + "; restore it from a backup");
    }

    private static List<byte[]> readLastEntries(LogStore store, long size) throws IOException {
        int width = (int) (size % Tile.FULL);
        if (width == 0) {
            return List.of();
        }
        String path = Tile.bundle(size / Tile.FULL, width).path();
        EntryBundle bundle = store.read(path, EntryBundle.MOST_BYTES)
                .flatMap(bytes -> EntryBundle.parse(bytes).toOptional())
                .filter(read -> read.size() == width)
                .orElseThrow(() -> damaged(path + " is missing or cannot be read"));
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            entries.add(bundle.entry(i));
        }
        return entries;
    }

    /** What is kept of the right edge must have the root that was signed, and the last entries must be those hashed in it. */
    private void checkEdge() throws IOException {
        RightEdge fromEntries = new RightEdge();
        lastEntries.forEach(entry -> fromEntries.append(entry, new LinkedHashMap<>()));
        if (!edge.root().equals(checkpoint.checkpoint().root()) || !edge.endsLike(fromEntries)) {
            throw damaged("its last tiles and entries do not have the root that its checkpoint says");
        }
    }

    private void mustContinue(Collection<SignedCheckpoint> seen) throws IOException {
        MerkleTree tree = tree();
        for (SignedCheckpoint earlier : seen) {
            if (earlier.judge(signer.verifierKey()) != Note.Judgement.SIGNED
                    || !earlier.checkpoint()
                            .origin()
                            .equals(checkpoint.checkpoint().origin())) {
                throw new ForkException("a checkpoint that was published is not one of this log: "
                        + earlier.checkpoint().origin() + ", size " + earlier.size());
            }
            if (earlier.size() > checkpoint.size()) {
                throw new ForkException("the store ends at entry " + checkpoint.size()
                        + ", but a checkpoint over " + earlier.size()
                        + " entries was published: the store is older than that, as after restoring an old backup."
                        + " Restore a later one, or begin a new log under a new name");
            }
            if (!tree.root(earlier.size()).equals(earlier.checkpoint().root())) {
                throw new ForkException("the first " + earlier.size()
                        + " entries in the store are not those of the checkpoint that was published over them."
                        + " Find out who changed the store; do not go on with it");
            }
        }
    }

    /**
     * Appends entries in their order and signs a checkpoint over them. Without entries, the last checkpoint stands.
     *
     * @return the checkpoint; the entries are the last ones below its size
     * @throws ForkException if somebody else has written the log meanwhile
     * @throws IOException if they could not be stored; whether they were is known when the log is opened again, and until
     *     then it takes no more
     */
    public synchronized SignedCheckpoint append(List<byte[]> entries) throws IOException {
        if (failed) {
            throw new IOException("the log takes no more entries after a failure of its store; open it again");
        }
        entries.forEach(EntryBundle::checkLength);
        if (entries.isEmpty()) {
            return checkpoint;
        }
        RightEdge grown = edge.copy();
        Map<String, byte[]> resources = new LinkedHashMap<>();
        List<byte[]> bundle = new ArrayList<>(lastEntries);
        for (byte[] entry : entries) {
            grown.append(entry, resources);
            bundle.add(entry.clone());
            if (bundle.size() == Tile.FULL) {
                resources.put(
                        Tile.bundle(grown.size() / Tile.FULL - 1, Tile.FULL).path(), EntryBundle.encode(bundle));
                bundle.clear();
            }
        }
        grown.addPartials(resources);
        if (!bundle.isEmpty()) {
            resources.put(Tile.bundle(grown.size() / Tile.FULL, bundle.size()).path(), EntryBundle.encode(bundle));
        }
        store(resources, grown, bundle);
        return checkpoint;
    }

    private void store(Map<String, byte[]> resources, RightEdge grown, List<byte[]> bundle) throws IOException {
        if (!edge.root().equals(checkpoint.checkpoint().root())) {
            throw new ForkException("the tree in memory is not the one that was signed last; open the log again");
        }
        failed = true;
        store.write(resources);
        SignedCheckpoint next = SignedCheckpoint.sign(
                Checkpoint.of(checkpoint.checkpoint().origin(), grown.size(), grown.root()), signer);
        store.commit(Optional.of(checkpoint.encode()), next.encode());
        long before = checkpoint.size();
        edge = grown;
        lastEntries = List.copyOf(bundle);
        checkpoint = next;
        failed = false;
        discardSuperseded(before, next.size());
    }

    private void discardSuperseded(long before, long size) {
        try {
            store.discard(superseded(before, size));
        } catch (IOException e) {
            // The entries are stored and signed; files that nobody reads any more do no harm.
        }
    }

    /** Partial tiles whose full ones the last checkpoint covers. */
    private static List<String> superseded(long before, long size) {
        List<String> paths = new ArrayList<>();
        for (int level = Tile.ENTRIES; level * Tile.HEIGHT < Long.SIZE; level++) {
            int shift = Tile.HEIGHT * Math.max(0, level);
            long index = (before >>> shift) / Tile.FULL;
            if ((size >>> shift) / Tile.FULL > index) {
                for (int width = 1; width < Tile.FULL; width++) {
                    paths.add(new Tile(level, index, width).path());
                }
            }
        }
        return paths;
    }

    /** The last checkpoint. */
    public synchronized SignedCheckpoint checkpoint() {
        return checkpoint;
    }

    /** The tree as of the last checkpoint, read from the store. Not safe for use by several threads. */
    public MerkleTree tree() {
        long size = checkpoint().size();
        return new MerkleTree(new TileHashes(store, size), size);
    }
}
