package dev.sekisho.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.ledger.checkpoint.Checkpoint;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.note.SignatureType;
import dev.sekisho.ledger.sample.NaiveTree;
import dev.sekisho.ledger.sample.SampleLog;
import dev.sekisho.ledger.tile.EntryBundle;
import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.tree.MerkleTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MerkleLogTest {
    private static final List<byte[]> ENTRIES = SampleLog.entries(1100);
    private static final List<Hash> HASHES = ENTRIES.stream().map(Hash::ofEntry).toList();

    @TempDir
    Path directory;

    @Test
    void beginsWithACheckpointOverNothing() throws IOException {
        MerkleLog log = MerkleLog.open(new MemoryStore(), SampleLog.KEY, List.of());

        assertThat(log.checkpoint().checkpoint()).isEqualTo(Checkpoint.of(SampleLog.NAME, 0, Hash.OF_EMPTY_TREE));
        assertThat(log.append(List.of())).isEqualTo(log.checkpoint());
    }

    @Test
    void batchesOfAnySizeGiveTheTreeOfTheDefinition() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        MemoryStore store = new MemoryStore();
        MerkleLog log = MerkleLog.open(store, SampleLog.KEY, List.of());
        int size = 0;
        while (size < ENTRIES.size()) {
            int next = Math.min(ENTRIES.size(), size + 1 + random.nextInt(random.nextInt(10) == 0 ? 600 : 40));

            SignedCheckpoint checkpoint = log.append(ENTRIES.subList(size, next));

            size = next;
            assertThat(checkpoint.size()).isEqualTo(size);
            assertThat(checkpoint.checkpoint().root())
                    .as("seed %d, size %d", seed, size)
                    .isEqualTo(NaiveTree.root(HASHES.subList(0, size)));
            assertThat(checkpoint.judge(SampleLog.KEY.verifierKey())).isEqualTo(Note.Judgement.SIGNED);
            if (random.nextInt(4) == 0) {
                log = MerkleLog.open(store, SampleLog.KEY, List.of(checkpoint));
            }
        }
        for (Map.Entry<String, byte[]> file :
                SampleLog.of(ENTRIES).store().copy().entrySet()) {
            assertThat(store.read(file.getKey(), EntryBundle.MOST_BYTES))
                    .as(file.getKey())
                    .hasValue(file.getValue());
        }
    }

    @Test
    void holdsTheFilesOfTheSpecificationAndNoOther() throws IOException {
        MemoryStore store = new MemoryStore();
        MerkleLog log = MerkleLog.open(store, SampleLog.KEY, List.of());
        for (byte[] entry : ENTRIES.subList(0, 260)) {
            log.append(List.of(entry));
        }

        Map<String, byte[]> files = store.copy();

        assertThat(files)
                .containsKeys("checkpoint", "tile/0/000", "tile/0/001.p/4", "tile/1/000.p/1", "tile/entries/000");
        assertThat(files.keySet())
                .filteredOn(path -> path.startsWith("tile/0/000.p"))
                .isEmpty();
        for (int i = 0; i < 256; i++) {
            assertThat(Hash.at(Objects.requireNonNull(files.get("tile/0/000")), i))
                    .isEqualTo(HASHES.get(i));
        }
        assertThat(Hash.at(Objects.requireNonNull(files.get("tile/1/000.p/1")), 0))
                .isEqualTo(NaiveTree.root(HASHES.subList(0, 256)));
    }

    @Test
    void everyEarlierTreeIsStillThereAndEveryEntryProved() throws IOException {
        MemoryStore store = new MemoryStore();
        MerkleLog log = MerkleLog.open(store, SampleLog.KEY, List.of());
        log.append(ENTRIES);
        MerkleTree tree = log.tree();
        for (int size : new int[] {1, 2, 255, 256, 257, 511, 512, 700, 1099, 1100}) {
            assertThat(tree.root(size)).isEqualTo(NaiveTree.root(HASHES.subList(0, size)));
            assertThat(tree.consistency(size, 1100)
                            .holds(
                                    tree.root(size),
                                    log.checkpoint().checkpoint().root()))
                    .isTrue();
            assertThat(tree.inclusion(size - 1, 1100)
                            .holds(
                                    HASHES.get(size - 1),
                                    log.checkpoint().checkpoint().root()))
                    .isTrue();
        }
    }

    @Test
    void refusesAStoreThatIsOlderThanWhatWasPublished() throws IOException {
        SignedCheckpoint published = SampleLog.of(ENTRIES.subList(0, 20)).checkpoint();
        SampleLog older = SampleLog.of(ENTRIES.subList(0, 10));

        assertThatThrownBy(() -> MerkleLog.open(older.store(), SampleLog.KEY, List.of(published)))
                .isInstanceOf(ForkException.class)
                .hasMessage(
                        "the store ends at entry 10, but a checkpoint over 20 entries was published: the store is older"
                                + " than that, as after restoring an old backup. Restore a later one, or begin a new log under a"
                                + " new name");
        assertThatThrownBy(() -> MerkleLog.open(new MemoryStore(), SampleLog.KEY, List.of(published)))
                .isInstanceOf(ForkException.class);
    }

    @Test
    void refusesAStoreWithAnotherHistoryThanWasPublished() throws IOException {
        SignedCheckpoint published = SampleLog.of(ENTRIES.subList(0, 20)).checkpoint();
        SampleLog other = SampleLog.of(ENTRIES.subList(1, 40));

        assertThatThrownBy(() -> MerkleLog.open(other.store(), SampleLog.KEY, List.of(published)))
                .isInstanceOf(ForkException.class)
                .hasMessage(
                        "the first 20 entries in the store are not those of the checkpoint that was published over them."
                                + " Find out who changed the store; do not go on with it");
    }

    @Test
    void refusesAnotherKeyAndAnotherName() throws IOException {
        SampleLog log = SampleLog.of(ENTRIES.subList(0, 5));

        assertThatThrownBy(() ->
                        MerkleLog.open(log.store(), SampleLog.signer(SampleLog.NAME, SignatureType.NOTE, 9), List.of()))
                .hasMessage("the checkpoint of the log \"ledger.example/evidence\" is not signed with the key that was"
                        + " given; use the key that began the log");
        assertThatThrownBy(
                        () -> MerkleLog.open(log.store(), SampleLog.signer("other", SignatureType.NOTE, 1), List.of()))
                .hasMessage("the store holds the log \"ledger.example/evidence\", but the key is that of \"other\"");
    }

    @Test
    void noticesADamagedRightEdge() throws IOException {
        for (String path : List.of("tile/0/004.p/76", "tile/1/000.p/4", "tile/entries/004.p/76")) {
            SampleLog log = SampleLog.of(ENTRIES);
            byte[] bytes = log.store().read(path, EntryBundle.MOST_BYTES).orElseThrow();
            bytes[bytes.length - 1] ^= 1;
            log.store().write(Map.of(path, bytes));

            assertThatThrownBy(() -> MerkleLog.open(log.store(), SampleLog.KEY, List.of()))
                    .as(path)
                    .hasMessage(
                            "the log is damaged: its last tiles and entries do not have the root that its checkpoint"
                                    + " says; restore it from a backup");

            log.store().discard(List.of(path));
            assertThatThrownBy(() -> MerkleLog.open(log.store(), SampleLog.KEY, List.of()))
                    .hasMessageStartingWith("the log is damaged: " + path + " is missing");
        }
    }

    @Test
    void twoWritersCannotBothGoOn() throws IOException {
        MemoryStore store = new MemoryStore();
        MerkleLog one = MerkleLog.open(store, SampleLog.KEY, List.of());
        MerkleLog other = MerkleLog.open(store, SampleLog.KEY, List.of());
        one.append(ENTRIES.subList(0, 3));

        assertThatThrownBy(() -> other.append(ENTRIES.subList(3, 6)))
                .isInstanceOf(ForkException.class)
                .hasMessage("the checkpoint in the store is not the one that this log has written");
        assertThatThrownBy(() -> other.append(ENTRIES.subList(3, 6)))
                .hasMessage("the log takes no more entries after a failure of its store; open it again");
        assertThat(one.append(ENTRIES.subList(3, 6)).checkpoint().root())
                .isEqualTo(NaiveTree.root(HASHES.subList(0, 6)));
    }

    @Test
    void signsNothingThatIsNotStored() throws IOException {
        MemoryStore kept = new MemoryStore();
        MerkleLog log = MerkleLog.open(new FullDisk(kept), SampleLog.KEY, List.of());

        assertThatThrownBy(() -> log.append(ENTRIES.subList(0, 3))).hasMessage("no space left");

        assertThat(kept.copy()).containsOnlyKeys("checkpoint");
        assertThat(log.checkpoint().size()).isZero();
    }

    @Test
    void refusesAnEntryThatIsTooLongAndKeepsTheLogUsable() throws IOException {
        MerkleLog log = MerkleLog.open(new MemoryStore(), SampleLog.KEY, List.of());

        assertThatThrownBy(() -> log.append(List.of(new byte[EntryBundle.MOST_ENTRY_BYTES + 1])))
                .hasMessage("an entry has at most 65535 bytes, but this one has 65536");

        assertThat(log.append(ENTRIES.subList(0, 1)).size()).isEqualTo(1);
    }

    @Test
    void aDirectoryHoldsTheSameAsMemory() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(directory)) {
            MerkleLog log = MerkleLog.open(store, SampleLog.KEY, List.of());
            log.append(ENTRIES.subList(0, 200));
            log.append(ENTRIES.subList(200, 600));
        }
        try (DirectoryStore store = DirectoryStore.open(directory)) {
            MerkleLog.open(store, SampleLog.KEY, List.of()).append(ENTRIES.subList(600, 1100));
        }

        for (Map.Entry<String, byte[]> file :
                SampleLog.of(ENTRIES).store().copy().entrySet()) {
            assertThat(Files.readAllBytes(directory.resolve(file.getKey()))).isEqualTo(file.getValue());
        }
    }

    @Test
    void aDirectoryHasOneWriter() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(directory)) {
            assertThat(store.read("checkpoint", Note.MOST_BYTES)).isEmpty();
            assertThatThrownBy(() -> DirectoryStore.open(directory))
                    .hasMessage("another process writes the log in " + directory + "; stop it first");
        }
    }

    @Test
    void aFolderOutsideGetsCheckpointsAndHashesButNoEntries() throws IOException {
        MemoryStore store = new MemoryStore();
        MerkleLog log = MerkleLog.open(store, SampleLog.KEY, List.of());
        FolderPublisher publisher = new FolderPublisher(directory);
        for (int size = 0; size < 600; size += 150) {
            publisher.publish(log.append(ENTRIES.subList(size, size + 150)), store);
        }

        assertThat(publisher.last()).contains(log.checkpoint());
        assertThat(directory.resolve("checkpoints/300")).exists();
        assertThat(directory.resolve("checkpoint")).hasSameBinaryContentAs(directory.resolve("checkpoints/600"));
        assertThat(Files.readAllBytes(directory.resolve("tile/0/001")))
                .isEqualTo(store.read("tile/0/001", 8192).orElseThrow());
        assertThat(directory.resolve("tile/0/000.p/150")).exists();
        assertThat(directory.resolve("tile/entries")).doesNotExist();
    }

    @Test
    void aCheckpointThatIsBehindTheLogIsPublishedAsItWas() throws IOException {
        MemoryStore store = new MemoryStore();
        MerkleLog log = MerkleLog.open(store, SampleLog.KEY, List.of());
        SignedCheckpoint early = log.append(ENTRIES.subList(0, 200));
        log.append(ENTRIES.subList(200, 600));

        new FolderPublisher(directory).publish(early, store);

        assertThat(Files.size(directory.resolve(new Tile(0, 0, 200).path()))).isEqualTo(200 * Hash.BYTES);
    }

    @Test
    void aFolderOutsideDoesNotGoBackOrAside() throws IOException {
        SampleLog log = SampleLog.of(ENTRIES.subList(0, 20));
        FolderPublisher publisher = new FolderPublisher(directory);
        publisher.publish(log.checkpoint(), log.store());
        publisher.publish(log.checkpoint(), log.store());
        SampleLog shorter = SampleLog.of(ENTRIES.subList(0, 10));
        SampleLog other = SampleLog.of(ENTRIES.subList(1, 21));

        assertThatThrownBy(() -> publisher.publish(shorter.checkpoint(), shorter.store()))
                .hasMessage("a checkpoint over 20 entries was published, so none over 10 is now");
        assertThatThrownBy(() -> publisher.publish(other.checkpoint(), other.store()))
                .hasMessage("another checkpoint over 20 entries was published before");
    }

    /** A store that takes a checkpoint and no tiles. */
    private record FullDisk(MemoryStore kept) implements LogStore {
        @Override
        public Optional<byte[]> read(String path, int mostBytes) {
            return kept.read(path, mostBytes);
        }

        @Override
        public void write(Map<String, byte[]> resources) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public void commit(Optional<byte[]> before, byte[] checkpoint) throws IOException {
            kept.commit(before, checkpoint);
        }

        @Override
        public void discard(Collection<String> paths) {
            kept.discard(paths);
        }
    }
}
