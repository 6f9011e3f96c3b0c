package dev.sekisho.ledger.verify;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.log.MemoryStore;
import dev.sekisho.ledger.note.NoteSigner;
import dev.sekisho.ledger.sample.SampleLog;
import dev.sekisho.ledger.tile.EntryBundle;
import dev.sekisho.ledger.tile.ResourceSource;
import dev.sekisho.ledger.tile.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody who can write to an export can do to it, and what comes of verifying that. */
final class Tampering {
    static final String OUTSIDE = "outside.checkpoint";

    private Tampering() {}

    /** How much somebody rewrites, to hide that the entries are others. */
    enum Depth {
        /** The bundles of entries alone. */
        ENTRIES,
        /** And the hashes of level 0 above them. */
        HASHES,
        /** And all hashes above those; the checkpoint is the old one. */
        TREE,
        /** And the checkpoint, signed with the stolen key of the log. */
        SIGNED
    }

    /** An export whose entries were replaced. */
    static Map<String, byte[]> replaced(SampleLog log, List<byte[]> entries, Depth depth) throws IOException {
        Map<String, byte[]> original = log.store().copy();
        Map<String, byte[]> rebuilt = SampleLog.of(entries).store().copy();
        Map<String, byte[]> export = new LinkedHashMap<>();
        original.forEach((path, bytes) -> {
            boolean kept = path.equals("checkpoint")
                    ? depth != Depth.SIGNED
                    : !path.startsWith("tile/entries/")
                            && (depth == Depth.ENTRIES || (depth == Depth.HASHES && !path.startsWith("tile/0/")));
            if (kept) {
                export.put(path, bytes);
            }
        });
        rebuilt.forEach((path, bytes) -> {
            if (path.startsWith("tile/") || depth == Depth.SIGNED) {
                export.putIfAbsent(path, bytes);
            }
        });
        return export;
    }

    /** The bundles of these entries, without any hashes. */
    static Map<String, byte[]> bundles(List<byte[]> entries) {
        Map<String, byte[]> bundles = new LinkedHashMap<>();
        for (int first = 0; first < entries.size(); first += Tile.FULL) {
            List<byte[]> bundle = entries.subList(first, Math.min(entries.size(), first + Tile.FULL));
            bundles.put(Tile.bundle(first / Tile.FULL, bundle.size()).path(), EntryBundle.encode(bundle));
        }
        return bundles;
    }

    static ResourceSource source(Map<String, byte[]> files) {
        MemoryStore store = new MemoryStore();
        store.write(files);
        return store;
    }

    /** Verifies with the right key, against outside checkpoints and hashes. */
    static VerificationReport verify(
            Map<String, byte[]> export, List<SignedCheckpoint> outside, Optional<ResourceSource> hashes)
            throws IOException {
        return verify(export, SampleLog.KEY, outside, hashes);
    }

    static VerificationReport verify(
            Map<String, byte[]> export, NoteSigner key, List<SignedCheckpoint> outside, Optional<ResourceSource> hashes)
            throws IOException {
        List<NamedCheckpoint> named = new ArrayList<>();
        outside.forEach(checkpoint ->
                named.add(new NamedCheckpoint(OUTSIDE + " of " + checkpoint.size(), checkpoint.encode())));
        return LedgerVerifier.verify(
                source(export),
                new VerificationRequest(
                        key.verifierKey(),
                        SampleLog.NAME,
                        named,
                        hashes.map(List::of).orElse(List.of()),
                        List.of()));
    }
}
