package dev.sekisho.ledger.verify;

import dev.sekisho.ledger.tree.Hash;
import java.util.OptionalLong;

/** Something in an export that does not fit. */
public sealed interface Misfit {
    /** What happened to an entry. */
    enum Change {
        /** Its bytes are others. */
        ALTERED,
        /** It is not there, and the entries behind it have moved up. */
        REMOVED,
        /** Another one was put in before it. */
        INSERTED,
        /** In its place stands an entry that belongs elsewhere, and the other way round. */
        MOVED,
        /** Neither it nor what follows it in its bundle is there, or the bundle cannot be read. */
        MISSING,
        /** The log ends before it. */
        CUT_OFF
    }

    /**
     * The first entry that does not fit a checkpoint. All entries before it are those that the checkpoint covers.
     *
     * @param index which
     * @param change what happened to it, as far as its surroundings tell
     * @param other where what stands here belongs, or what belongs here stands, if known
     * @param expected hash of the entry that the checkpoint covers
     * @param checkpoint which checkpoint
     */
    record Entry(long index, Change change, OptionalLong other, Hash expected, String checkpoint) implements Misfit {}

    /**
     * Entries of which at least one does not fit; the hashes that would tell which were changed too. All entries before them
     * are those that the checkpoint covers.
     *
     * @param from the first
     * @param to behind the last
     * @param contradiction the first of them that does not even fit the export's own hashes, if there is one
     * @param checkpoint which checkpoint
     */
    record Range(long from, long to, OptionalLong contradiction, String checkpoint) implements Misfit {}

    /**
     * A file of hashes that is missing, or differs from the entries below it.
     *
     * @param path the file
     * @param reason what is wrong
     */
    record Tile(String path, String reason) implements Misfit {}

    /**
     * A bundle that holds more than its name says.
     *
     * @param path the file
     * @param index the first entry that no checkpoint can cover
     */
    record Surplus(String path, long index) implements Misfit {}

    /**
     * A checkpoint that cannot be taken.
     *
     * @param name which checkpoint
     * @param reason what is wrong with it
     */
    record Checkpoint(String name, String reason) implements Misfit {}

    /**
     * The key has signed two histories: two checkpoints of which at most one can be true, whatever the entries.
     *
     * @param one name of a checkpoint
     * @param other name of another one
     * @param size below this size they differ
     */
    record Fork(String one, String other, long size) implements Misfit {}
}
