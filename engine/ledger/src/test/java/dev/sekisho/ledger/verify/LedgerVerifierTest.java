package dev.sekisho.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.ledger.checkpoint.Checkpoint;
import dev.sekisho.ledger.checkpoint.Cosignature;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.note.SignatureType;
import dev.sekisho.ledger.note.VerifierKey;
import dev.sekisho.ledger.sample.SampleLog;
import dev.sekisho.ledger.tile.ResourceSource;
import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.verify.Misfit.Change;
import dev.sekisho.ledger.verify.Tampering.Depth;
import dev.sekisho.ledger.verify.VerificationReport.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of change, tried at every place of a log of two bundles, and by chance in a larger one. */
class LedgerVerifierTest {
    private static final int SIZE = 270;
    private static final List<byte[]> ENTRIES = SampleLog.entries(SIZE);
    private static final Instant TIME = Instant.parse("2026-03-01T09:00:00Z");

    private final SampleLog log;
    private final Map<String, byte[]> files;

    LedgerVerifierTest() throws IOException {
        log = SampleLog.of(ENTRIES);
        files = log.store().copy();
    }

    @Test
    void anUntouchedExportIsVouchedFor() throws IOException {
        VerificationReport report = Tampering.verify(files, List.of(log.checkpoint()), Optional.empty());

        assertThat(report.outcome()).isEqualTo(Outcome.VOUCHED);
        assertThat(report.entries()).isEqualTo(SIZE);
        assertThat(report.vouched()).isEqualTo(SIZE);
        assertThat(report.misfits()).isEmpty();
    }

    @Test
    void withoutACheckpointFromOutsideTheTailIsOpen() throws IOException {
        VerificationReport report = Tampering.verify(files, List.of(), Optional.empty());

        assertThat(report.outcome()).isEqualTo(Outcome.TAIL_OPEN);
        assertThat(report.consistent()).isEqualTo(SIZE);
        assertThat(report.vouched()).isZero();
    }

    @Test
    void anOutsideCheckpointVouchesUpToItsSize() throws IOException {
        for (int size = 1; size <= SIZE; size++) {
            VerificationReport report = Tampering.verify(files, List.of(at(size)), Optional.empty());

            assertThat(report.outcome()).isEqualTo(Outcome.VOUCHED);
            assertThat(report.vouched()).isEqualTo(size);
            assertThat(report.consistent()).isEqualTo(SIZE);
        }
    }

    @Test
    void anOutsideCheckpointOverNothingVouchesForNothing() throws IOException {
        assertThat(Tampering.verify(files, List.of(at(0)), Optional.empty()).outcome())
                .isEqualTo(Outcome.TAIL_OPEN);
    }

    @Test
    void withoutAnyCheckpointThereIsNothingToVerify() throws IOException {
        Map<String, byte[]> export = new LinkedHashMap<>(files);
        export.remove("checkpoint");

        assertThat(Tampering.verify(export, List.of(), Optional.empty()).outcome())
                .isEqualTo(Outcome.NO_CHECKPOINT);
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void namesEveryEntryThatWasAltered(Depth depth) throws IOException {
        for (int index = 0; index < SIZE; index += step(depth, index)) {
            List<byte[]> entries = new ArrayList<>(ENTRIES);
            entries.set(index, "forged".getBytes(StandardCharsets.US_ASCII));
            expectNamed(entries, depth, index, Change.ALTERED, OptionalLong.empty());
        }
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void namesEveryEntryThatWasRemoved(Depth depth) throws IOException {
        for (int index = 0; index < SIZE - 1; index += step(depth, index)) {
            List<byte[]> entries = new ArrayList<>(ENTRIES);
            entries.remove(index);
            expectNamed(entries, depth, index, Change.REMOVED, OptionalLong.of(index + 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void namesEveryPlaceWhereAnEntryWasPutIn(Depth depth) throws IOException {
        for (int index = 0; index < SIZE; index += step(depth, index)) {
            List<byte[]> entries = new ArrayList<>(ENTRIES);
            entries.add(index, new byte[] {1, 2, 3});
            expectNamed(entries, depth, index, Change.INSERTED, OptionalLong.of(index + 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void namesEveryNeighbourThatWasSwapped(Depth depth) throws IOException {
        for (int index = 0; index < SIZE - 1; index += step(depth, index)) {
            List<byte[]> entries = new ArrayList<>(ENTRIES);
            Collections.swap(entries, index, index + 1);
            expectNamed(entries, depth, index, Change.MOVED, OptionalLong.of(index + 1));
        }
    }

    @Test
    void namesEveryPairThatWasSwapped() throws IOException {
        List<byte[]> few = ENTRIES.subList(0, 24);
        SampleLog small = SampleLog.of(few);
        for (int one = 0; one < few.size(); one++) {
            for (int other = one + 2; other < few.size(); other++) {
                List<byte[]> entries = new ArrayList<>(few);
                Collections.swap(entries, one, other);
                VerificationReport report = Tampering.verify(
                        Tampering.replaced(small, entries, Depth.ENTRIES),
                        List.of(small.checkpoint()),
                        Optional.empty());

                assertThat(first(report)).isEqualTo(entry(one, Change.MOVED, OptionalLong.of(other), few));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void namesTheFirstEntryOfEveryTailThatWasCutOff(Depth depth) throws IOException {
        for (int length = 0; length < SIZE; length += step(depth, length)) {
            expectNamed(ENTRIES.subList(0, length), depth, length, Change.CUT_OFF, OptionalLong.empty());
        }
    }

    /** Every place where entries alone are changed; where hashes are rewritten too, some, and all around the end of a tile. */
    private static int step(Depth depth, int index) {
        return depth == Depth.ENTRIES || (index > 250 && index < 260) ? 1 : Math.min(9, Math.max(1, 251 - index));
    }

    /** Expects the exact entry where hashes that lead to it are left, in the export or outside, and else a range with it. */
    private void expectNamed(List<byte[]> entries, Depth depth, int index, Change change, OptionalLong other)
            throws IOException {
        Map<String, byte[]> export = Tampering.replaced(log, entries, depth);
        List<SignedCheckpoint> outside = List.of(log.checkpoint());

        VerificationReport alone = Tampering.verify(export, outside, Optional.empty());
        VerificationReport withHashes =
                depth == Depth.ENTRIES ? alone : Tampering.verify(export, outside, Optional.of(outsideHashes(files)));

        assertThat(withHashes.outcome()).isEqualTo(Outcome.MISFIT);
        assertThat(first(withHashes)).isEqualTo(entry(index, change, other, ENTRIES));
        assertThat(withHashes.vouched()).isEqualTo(index);
        assertThat(alone.outcome()).isEqualTo(Outcome.MISFIT);
        assertThat(range(first(alone))).satisfies(range -> {
            assertThat(range[0]).isLessThanOrEqualTo(index);
            assertThat(range[1]).isGreaterThan(index);
        });
        assertThat(alone.vouched()).isLessThanOrEqualTo(index);
    }

    @Test
    void namesTheEntryWithoutAnyHashesInTheExportAsFarAsItCan() throws IOException {
        Map<String, byte[]> export = new LinkedHashMap<>(Tampering.bundles(ENTRIES.subList(0, 100)));

        VerificationReport report = Tampering.verify(export, List.of(at(SIZE)), Optional.of(outsideHashes(files)));

        assertThat(first(report)).isEqualTo(entry(100, Change.CUT_OFF, OptionalLong.empty(), ENTRIES));
    }

    @Test
    void aHoleInTheMiddleIsMissingAndNotCutOff() throws IOException {
        Map<String, byte[]> export = new LinkedHashMap<>(files);
        export.remove("tile/entries/000");

        VerificationReport report = Tampering.verify(export, List.of(log.checkpoint()), Optional.empty());

        assertThat(first(report)).isEqualTo(entry(0, Change.MISSING, OptionalLong.empty(), ENTRIES));
    }

    @Test
    void checkpointsOfSeveralSizesNarrowTheRange() throws IOException {
        List<byte[]> entries = new ArrayList<>(ENTRIES);
        entries.set(123, new byte[] {1});
        Map<String, byte[]> export = Tampering.replaced(log, entries, Depth.SIGNED);
        List<SignedCheckpoint> outside = List.of(at(50), at(100), at(130), at(200), at(SIZE));

        Misfit misfit = first(Tampering.verify(export, outside, Optional.empty()));

        assertThat(misfit).isEqualTo(new Misfit.Range(100, 130, OptionalLong.empty(), Tampering.OUTSIDE + " of 130"));
    }

    @Test
    void aStolenKeyShowsAsTwoHistories() throws IOException {
        List<byte[]> entries = new ArrayList<>(ENTRIES);
        entries.set(20, new byte[] {1});
        Map<String, byte[]> export = Tampering.replaced(log, entries, Depth.SIGNED);

        VerificationReport report = Tampering.verify(export, List.of(at(100)), Optional.empty());

        assertThat(report.misfits())
                .contains(new Misfit.Fork(LedgerVerifier.OWN_CHECKPOINT, Tampering.OUTSIDE + " of 100", 100));
    }

    @Test
    void twoRootsOfOneSizeAreTwoHistoriesWhateverTheEntries() throws IOException {
        SignedCheckpoint other =
                SignedCheckpoint.sign(Checkpoint.of(SampleLog.NAME, SIZE, Hash.ofEntry(new byte[] {9})), SampleLog.KEY);

        VerificationReport report = Tampering.verify(Map.of(), List.of(log.checkpoint(), other), Optional.empty());

        assertThat(report.misfits()).filteredOn(Misfit.Fork.class::isInstance).hasSize(1);
    }

    @Test
    void aCheckpointInTheExportIsNoGroundToExcludeEntries() throws IOException {
        List<byte[]> entries = new ArrayList<>(ENTRIES);
        entries.set(20, new byte[] {1});
        Map<String, byte[]> export = new LinkedHashMap<>(Tampering.replaced(log, entries, Depth.TREE));
        // Signed with the stolen key over the first hundred forged entries.
        export.put(
                "checkpoint", SampleLog.of(entries.subList(0, 100)).checkpoint().encode());

        Misfit misfit = first(Tampering.verify(export, List.of(at(SIZE)), Optional.empty()));

        assertThat(range(misfit)[0]).isLessThanOrEqualTo(20);
    }

    @Test
    void everyByteOfEveryTileIsChecked() throws IOException {
        List<SignedCheckpoint> outside = List.of(log.checkpoint());
        for (String path : List.of("tile/0/000", "tile/0/001.p/14", "tile/1/000.p/1")) {
            byte[] bytes = Objects.requireNonNull(files.get(path));
            Map<String, byte[]> export = new LinkedHashMap<>(files);
            export.remove("checkpoint");
            for (int i = 0; i < bytes.length; i++) {
                byte[] changed = bytes.clone();
                changed[i] ^= 1;
                export.put(path, changed);

                VerificationReport report = Tampering.verify(export, outside, Optional.empty());

                assertThat(report.vouched()).isEqualTo(SIZE);
                assertThat(report.misfits()).hasSize(1);
                assertThat(((Misfit.Tile) first(report)).path()).isEqualTo(path);
            }
        }
    }

    @Test
    void everyByteOfEveryBundleIsChecked() throws IOException {
        for (String path : List.of("tile/entries/000", "tile/entries/001.p/14")) {
            byte[] bytes = Objects.requireNonNull(files.get(path));
            int index = path.contains("001") ? 256 : 0;
            int left = 2 + ENTRIES.get(index).length;
            for (int i = 0; i < bytes.length; i++) {
                if (left == 0) {
                    left = 2 + ENTRIES.get(++index).length;
                }
                left--;
                byte[] changed = bytes.clone();
                changed[i] ^= 1;
                Map<String, byte[]> export = new LinkedHashMap<>(files);
                export.put(path, changed);
                export.remove("checkpoint");

                Misfit first = first(Tampering.verify(export, List.of(log.checkpoint()), Optional.empty()));

                assertThat(first).isInstanceOf(Misfit.Entry.class);
                assertThat(((Misfit.Entry) first).index())
                        .as("byte %d of %s", i, path)
                        .isEqualTo(index);
            }
        }
    }

    @Test
    void everyMissingFileIsNoticed() throws IOException {
        for (String path : files.keySet()) {
            Map<String, byte[]> export = new LinkedHashMap<>(files);
            export.remove(path);

            VerificationReport report = Tampering.verify(export, List.of(log.checkpoint()), Optional.empty());

            // Without its own checkpoint an export still has the one from outside.
            assertThat(report.outcome())
                    .as(path)
                    .isEqualTo(path.equals("checkpoint") ? Outcome.VOUCHED : Outcome.MISFIT);
        }
    }

    @Test
    void whatIsPutBehindTheEndOfABundleIsNoticed() throws IOException {
        for (String path : List.of("tile/entries/000", "tile/entries/001.p/14")) {
            byte[] bytes = Objects.requireNonNull(files.get(path));
            for (int extra : new int[] {1, 2, 5}) {
                Map<String, byte[]> export = new LinkedHashMap<>(files);
                export.put(path, Arrays.copyOf(bytes, bytes.length + extra));

                VerificationReport report = Tampering.verify(export, List.of(log.checkpoint()), Optional.empty());

                assertThat(first(report)).isEqualTo(new Misfit.Surplus(path, path.contains("001") ? SIZE : 256));
            }
        }
    }

    @Test
    void everyByteOfTheOwnCheckpointIsChecked() throws IOException {
        byte[] bytes = Objects.requireNonNull(files.get("checkpoint"));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Map<String, byte[]> export = new LinkedHashMap<>(files);
            export.put("checkpoint", changed);

            assertThat(Tampering.verify(export, List.of(), Optional.empty()).outcome())
                    .as("byte %d", i)
                    .isEqualTo(Outcome.MISFIT);
        }
    }

    @Test
    void anotherKeyFitsNothing() throws IOException {
        VerificationReport report = Tampering.verify(
                files,
                SampleLog.signer(SampleLog.NAME, SignatureType.NOTE, 5),
                List.of(log.checkpoint()),
                Optional.empty());

        assertThat(report.outcome()).isEqualTo(Outcome.MISFIT);
        assertThat(report.misfits())
                .hasSize(2)
                .allSatisfy(misfit -> assertThat(misfit).isInstanceOf(Misfit.Checkpoint.class));
        assertThat(report.consistent()).isZero();
    }

    @Test
    void aCheckpointOfAnotherLogFitsNothing() throws IOException {
        SampleLog other = SampleLog.of(ENTRIES, SampleLog.signer("other.example", SignatureType.NOTE, 1));

        assertThat(first(Tampering.verify(files, List.of(other.checkpoint()), Optional.empty())))
                .isEqualTo(new Misfit.Checkpoint(
                        Tampering.OUTSIDE + " of 270",
                        "it is of the log \"other.example\", not of \"ledger.example/evidence\""));
    }

    @Test
    void anOldCheckpointInTheExportHidesNothing() throws IOException {
        Map<String, byte[]> export = new LinkedHashMap<>(files);
        export.put("checkpoint", at(100).encode());

        VerificationReport report = Tampering.verify(export, List.of(at(260)), Optional.empty());

        assertThat(report.entries()).isEqualTo(260);
        assertThat(report.vouched()).isEqualTo(260);
    }

    @Test
    void anOldExportWithItsOldCheckpointIsCutOff() throws IOException {
        Map<String, byte[]> old = SampleLog.of(ENTRIES.subList(0, 100)).store().copy();

        assertThat(first(Tampering.verify(old, List.of(at(SIZE)), Optional.of(outsideHashes(files)))))
                .isEqualTo(entry(100, Change.CUT_OFF, OptionalLong.empty(), ENTRIES));
        assertThat(range(first(Tampering.verify(old, List.of(at(SIZE)), Optional.empty()))))
                .contains(SIZE);
        assertThat(Tampering.verify(old, List.of(), Optional.empty()).outcome()).isEqualTo(Outcome.TAIL_OPEN);
    }

    @Test
    void aWitnessVouchesForTheCheckpointInTheExport() throws IOException {
        Map<String, byte[]> export = new LinkedHashMap<>(files);
        export.put("checkpoint", cosigned(log.checkpoint()).encode());

        VerificationReport report = verifyWitnessed(export, List.of());

        assertThat(report.outcome()).isEqualTo(Outcome.VOUCHED);
        assertThat(report.vouched()).isEqualTo(SIZE);
        assertThat(report.checkpoints().getFirst().cosigned()).containsEntry("witness.example/one", TIME);
    }

    @Test
    void aCheckpointThatLacksTheWitnessDoesNotCount() throws IOException {
        assertThat(verifyWitnessed(files, List.of()).outcome()).isEqualTo(Outcome.TAIL_OPEN);
        assertThat(verifyWitnessed(files, List.of(log.checkpoint())).misfits())
                .containsExactly(new Misfit.Checkpoint("given", "it is not cosigned by witness.example/one"));
    }

    @Test
    void aForgedCosignatureSpoilsTheCheckpoint() throws IOException {
        SignedCheckpoint mixed = new SignedCheckpoint(
                log.checkpoint().checkpoint(),
                log.checkpoint().note().with(Cosignature.make(at(5), SampleLog.WITNESS, TIME)));

        assertThat(verifyWitnessed(files, List.of(mixed)).misfits())
                .containsExactly(new Misfit.Checkpoint(
                        "given",
                        "its cosignature by \"witness.example/one\" is not that of the key "
                                + SampleLog.WITNESS.verifierKey()));
    }

    @Test
    void changesByChanceInALargerLogAreNamed() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> original = SampleLog.entries(70_000);
        SampleLog large = SampleLog.of(original);
        ResourceSource hashes = outsideHashes(large.store().copy());
        for (int round = 0; round < 12; round++) {
            List<byte[]> entries = new ArrayList<>(original);
            int index = random.nextInt(original.size() - 1);
            switch (round % 3) {
                case 0 -> entries.set(index, new byte[] {1});
                case 1 -> entries.remove(index);
                default -> Collections.swap(entries, index, index + 1);
            }
            Depth depth = Depth.values()[random.nextInt(4)];
            VerificationReport report = Tampering.verify(
                    Tampering.replaced(large, entries, depth), List.of(large.checkpoint()), Optional.of(hashes));

            assertThat(first(report)).as("seed %d, %s", seed, depth).isInstanceOf(Misfit.Entry.class);
            assertThat(((Misfit.Entry) first(report)).index())
                    .as("seed %d, %s", seed, depth)
                    .isEqualTo(index);
        }
    }

    @Test
    void damagedHashesElsewhereDoNotHideTheEntry() throws IOException {
        List<byte[]> original = SampleLog.entries(70_000);
        SampleLog large = SampleLog.of(original);
        List<byte[]> entries = new ArrayList<>(original);
        entries.set(40_000, new byte[] {1});
        Map<String, byte[]> export = Tampering.replaced(large, entries, Depth.ENTRIES);
        for (String path : List.of("tile/1/000", "tile/0/005")) {
            byte[] bytes = Objects.requireNonNull(export.get(path)).clone();
            bytes[bytes.length / 2] ^= 1;
            export.put(path, bytes);
        }

        Misfit first = first(Tampering.verify(export, List.of(large.checkpoint()), Optional.empty()));

        assertThat(first)
                .isEqualTo(new Misfit.Entry(
                        40_000,
                        Change.ALTERED,
                        OptionalLong.empty(),
                        Hash.ofEntry(original.get(40_000)),
                        Tampering.OUTSIDE + " of 70000"));
    }

    @Test
    void aSizeBeyondAllReasonEndsWithTheEntries() throws IOException {
        SignedCheckpoint huge = SignedCheckpoint.sign(
                Checkpoint.of(
                        SampleLog.NAME,
                        Long.MAX_VALUE,
                        log.checkpoint().checkpoint().root()),
                SampleLog.KEY);

        VerificationReport report = Tampering.verify(files, List.of(huge), Optional.empty());

        assertThat(report.outcome()).isEqualTo(Outcome.MISFIT);
        assertThat(report.entries()).isEqualTo(SIZE);
    }

    private SignedCheckpoint at(int size) throws IOException {
        return SampleLog.of(ENTRIES.subList(0, size)).checkpoint();
    }

    private static SignedCheckpoint cosigned(SignedCheckpoint checkpoint) {
        return new SignedCheckpoint(
                checkpoint.checkpoint(), checkpoint.note().with(Cosignature.make(checkpoint, SampleLog.WITNESS, TIME)));
    }

    private static VerificationReport verifyWitnessed(Map<String, byte[]> export, List<SignedCheckpoint> outside)
            throws IOException {
        VerifierKey witness = SampleLog.WITNESS.verifierKey();
        return LedgerVerifier.verify(
                Tampering.source(export),
                new VerificationRequest(
                        SampleLog.KEY.verifierKey(),
                        SampleLog.NAME,
                        outside.stream()
                                .map(checkpoint -> new NamedCheckpoint("given", checkpoint.encode()))
                                .toList(),
                        List.of(),
                        List.of(witness)));
    }

    /** The tiles of hashes as a folder outside has them. */
    private static ResourceSource outsideHashes(Map<String, byte[]> files) {
        Map<String, byte[]> hashes = new LinkedHashMap<>(files);
        hashes.keySet().removeIf(path -> path.startsWith("tile/entries/"));
        return Tampering.source(hashes);
    }

    private static Misfit first(VerificationReport report) {
        assertThat(report.misfits()).isNotEmpty();
        return report.misfits().getFirst();
    }

    private static Misfit entry(int index, Change change, OptionalLong other, List<byte[]> original) {
        String checkpoint = original.size() == SIZE ? Tampering.OUTSIDE + " of 270" : Tampering.OUTSIDE + " of 24";
        return new Misfit.Entry(index, change, other, Hash.ofEntry(original.get(index)), checkpoint);
    }

    private static long[] range(Misfit misfit) {
        return switch (misfit) {
            case Misfit.Entry entry -> new long[] {entry.index(), entry.index() + 1};
            case Misfit.Range range -> new long[] {range.from(), range.to()};
            case Misfit.Tile tile -> throw new AssertionError(tile);
            case Misfit.Surplus surplus -> throw new AssertionError(surplus);
            case Misfit.Checkpoint checkpoint -> throw new AssertionError(checkpoint);
            case Misfit.Fork fork -> throw new AssertionError(fork);
        };
    }
}
