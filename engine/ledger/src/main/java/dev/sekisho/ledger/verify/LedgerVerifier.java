package dev.sekisho.ledger.verify;

import dev.sekisho.ledger.checkpoint.Checkpoint;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.tile.ResourceSource;
import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tile.TileHashes;
import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.tree.MerkleTree;
import dev.sekisho.ledger.verify.CheckpointIntake.Taken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Verifies an export of a log.
 *
 * <ul>
 *   <li>Every entry below a checkpoint that fits is exactly the one that was there when the checkpoint was signed.
 *   <li>Where one does not fit, the first entry is named if any hashes led to it that were not rewritten too, those in the
 *       export or those kept outside; otherwise the range in which it is, between two checkpoints.
 *   <li>Two checkpoints that cannot both be true are named as such: the key has signed two histories.
 * </ul>
 */
public final class LedgerVerifier {
    /** What the checkpoint in the export is called. */
    public static final String OWN_CHECKPOINT = "checkpoint in the export";

    /** Tiles that are named; a log whose hashes were all rewritten has thousands. */
    private static final int MOST_TILES_NAMED = 20;

    /** Checkpoints for which the way down to the entry is looked for, beside the last one. */
    private static final int MOST_LOCATED = 3;

    private final ResourceSource export;
    private final VerificationRequest request;
    private final List<Misfit> misfits = new ArrayList<>();

    private LedgerVerifier(ResourceSource export, VerificationRequest request) {
        this.export = export;
        this.request = request;
    }

    /**
     * Verifies an export.
     *
     * @throws IOException if a file of it is there and cannot be read
     */
    public static VerificationReport verify(ResourceSource export, VerificationRequest request) throws IOException {
        return new LedgerVerifier(export, request).verify();
    }

    /**
     * How far the entries fit a checkpoint.
     *
     * @param fitting entries from the start that fit for certain
     * @param differing behind the entry, or range of entries, that does not fit; no value if all fit
     */
    private record Reach(Taken checkpoint, long fitting, OptionalLong differing, Optional<Misfit> misfit) {}

    private VerificationReport verify() throws IOException {
        CheckpointIntake intake = new CheckpointIntake(request);
        request.outside().forEach(given -> intake.add(given.name(), given.bytes(), true));
        export.read("checkpoint", Note.MOST_BYTES).ifPresent(bytes -> intake.add(OWN_CHECKPOINT, bytes, false));
        List<Taken> checkpoints = intake.taken();
        long largest = checkpoints.isEmpty() ? 0 : checkpoints.getLast().size();
        long hashed = checkpoints.stream()
                .filter(one -> one.name().equals(OWN_CHECKPOINT))
                .mapToLong(Taken::size)
                .findAny()
                .orElse(largest);
        EntryTree entries = EntryTree.read(export, largest, hashed);
        List<TileHashes> stored = storedHashes(checkpoints, hashed);
        List<Reach> reaches = new ArrayList<>();
        for (Taken checkpoint : checkpoints) {
            boolean few =
                    reaches.stream().filter(reach -> reach.misfit().isPresent()).count() < MOST_LOCATED;
            // The smallest that does not fit tells most; thousands may have been published.
            List<TileHashes> hashes = few || checkpoint.equals(checkpoints.getLast()) ? stored : List.of();
            reaches.add(reach(checkpoint, entries, hashes, lastFitting(reaches)));
        }
        addFirstMisfit(reaches);
        addForks(reaches);
        misfits.addAll(intake.misfits());
        if (reaches.stream().allMatch(reach -> reach.misfit().isEmpty())) {
            misfits.addAll(entries.surplus());
            addDifferentTiles(entries, hashed);
        }
        return report(entries, reaches);
    }

    /** Sources of hashes: the export's own tiles, and those outside as of each checkpoint, the largest first. */
    private List<TileHashes> storedHashes(List<Taken> checkpoints, long hashed) {
        List<TileHashes> stored = new ArrayList<>();
        stored.add(new TileHashes(export, hashed));
        for (ResourceSource outside : request.outsideHashes()) {
            checkpoints.stream()
                    .map(Taken::size)
                    .sorted((one, other) -> Long.compare(other, one))
                    .distinct()
                    .forEach(size -> stored.add(new TileHashes(outside, size)));
        }
        return stored;
    }

    /** The largest checkpoint from outside so far that fits. One out of the export would be no ground to exclude anything. */
    private static long lastFitting(List<Reach> reaches) {
        return reaches.stream()
                .filter(reach -> reach.misfit().isEmpty() && reach.checkpoint().vouches())
                .mapToLong(Reach::fitting)
                .max()
                .orElse(0);
    }

    private static Reach reach(Taken taken, EntryTree entries, List<TileHashes> stored, long fitting)
            throws IOException {
        Checkpoint checkpoint = taken.signed().checkpoint();
        Optional<Hash> root =
                taken.size() == 0 ? Optional.of(Hash.OF_EMPTY_TREE) : MerkleTree.range(entries, 0, taken.size());
        if (root.filter(checkpoint.root()::equals).isPresent()) {
            return new Reach(taken, taken.size(), OptionalLong.empty(), Optional.empty());
        }
        if (taken.size() == 0) {
            Misfit wrong =
                    new Misfit.Checkpoint(taken.name(), "it has another root than that of a log without entries");
            return new Reach(taken, 0, OptionalLong.of(0), Optional.of(wrong));
        }
        Localisation.Place place = new Localisation(entries, stored).find(taken.size(), checkpoint.root());
        if (place.isExact()) {
            Misfit.Entry misfit =
                    new Surroundings(entries, stored).explain(place.from(), place.expected(), taken.name());
            return new Reach(taken, place.from(), OptionalLong.of(place.to()), Optional.of(misfit));
        }
        // Below a smaller checkpoint that fits, nothing can differ, unless the two contradict each other.
        long from = fitting < place.to() ? Math.max(place.from(), fitting) : place.from();
        Misfit.Range misfit =
                new Misfit.Range(from, place.to(), contradiction(entries, from, place.to()), taken.name());
        return new Reach(taken, place.from(), OptionalLong.of(place.to()), Optional.of(misfit));
    }

    /** The first entry of a range that is missing, or whose hash in the export is another. */
    private static OptionalLong contradiction(EntryTree entries, long from, long to) {
        OptionalLong different = entries.differences().stream()
                .filter(difference -> !difference.missing())
                .mapToLong(HashDifference::index)
                .filter(index -> index >= from && index < to)
                .findFirst();
        boolean endsInside = entries.count() >= from && entries.count() < to;
        return different.isEmpty() && endsInside ? OptionalLong.of(entries.count()) : different;
    }

    /** Names the entry that is known best: by a checkpoint from outside if one shows it, and in the narrowest range. */
    private void addFirstMisfit(List<Reach> reaches) {
        reaches.stream()
                .filter(reach -> reach.misfit().isPresent())
                .min(Comparator.<Reach, Boolean>comparing(
                                reach -> !reach.checkpoint().vouches())
                        .thenComparingLong(LedgerVerifier::width))
                .flatMap(Reach::misfit)
                .ifPresent(misfits::add);
    }

    private static long width(Reach reach) {
        return reach.misfit().orElseThrow() instanceof Misfit.Range range ? range.to() - range.from() : 1;
    }

    /** Names two checkpoints that cannot both be true, if there are such. */
    private void addForks(List<Reach> reaches) {
        for (Reach one : reaches) {
            for (Reach other : reaches) {
                OptionalLong size = contradict(one, other);
                if (size.isPresent()) {
                    misfits.add(new Misfit.Fork(
                            one.checkpoint().name(), other.checkpoint().name(), size.getAsLong()));
                    return;
                }
            }
        }
    }

    /** Two roots of one size; or entries that fit one checkpoint where they do not fit the other. */
    private static OptionalLong contradict(Reach one, Reach other) {
        Checkpoint first = one.checkpoint().signed().checkpoint();
        Checkpoint second = other.checkpoint().signed().checkpoint();
        if (first.size() == second.size() && !first.root().equals(second.root())) {
            return OptionalLong.of(first.size());
        }
        boolean fitsWhereOtherDiffers = other.differing().isPresent()
                && one.fitting() >= other.differing().getAsLong();
        return fitsWhereOtherDiffers ? other.differing() : OptionalLong.empty();
    }

    private void addDifferentTiles(EntryTree entries, long hashed) throws IOException {
        List<Misfit> different = new ArrayList<>();
        entries.differences().forEach(difference -> different.add(difference.misfit()));
        for (int level = 1; level * Tile.HEIGHT < Long.SIZE && hashed >>> (Tile.HEIGHT * level) > 0; level++) {
            long hashes = Math.min(hashed, entries.count()) >>> (Tile.HEIGHT * level);
            for (long index = 0; index * Tile.FULL < hashes && different.size() < MOST_TILES_NAMED; index++) {
                Tile tile = new Tile(level, index, Tile.widthIn(level, index, hashed));
                byte[] expected = new byte[tile.hashBytes()];
                for (int i = 0; i < tile.width(); i++) {
                    entries.node(level * Tile.HEIGHT, index * Tile.FULL + i)
                            .orElse(Hash.OF_EMPTY_TREE)
                            .copyTo(expected, i * Hash.BYTES);
                }
                byte[] found = export.read(tile.path(), tile.hashBytes()).orElse(new byte[0]);
                if (!Arrays.equals(found, expected)) {
                    different.add(new Misfit.Tile(tile.path(), "it is missing or differs from the tiles below it"));
                }
            }
        }
        misfits.addAll(different.subList(0, Math.min(different.size(), MOST_TILES_NAMED)));
    }

    private VerificationReport report(EntryTree entries, List<Reach> reaches) {
        List<CheckpointVerdict> verdicts = new ArrayList<>();
        long consistent = 0;
        long vouched = 0;
        for (Reach reach : reaches) {
            Taken taken = reach.checkpoint();
            verdicts.add(new CheckpointVerdict(
                    taken.name(),
                    taken.size(),
                    taken.vouches(),
                    taken.cosigned(),
                    reach.misfit().isEmpty()));
            consistent = Math.max(consistent, reach.fitting());
            vouched = taken.vouches() ? Math.max(vouched, reach.fitting()) : vouched;
        }
        return new VerificationReport(entries.count(), consistent, vouched, verdicts, misfits);
    }
}
