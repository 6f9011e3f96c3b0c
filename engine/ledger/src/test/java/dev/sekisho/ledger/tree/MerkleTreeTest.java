package dev.sekisho.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.ledger.sample.NaiveTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    /** Entries and roots of the reference tree of Certificate Transparency, on which implementations of RFC 6962 agree. */
    private static final List<String> REFERENCE_ENTRIES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> REFERENCE_ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final int SIZES = 70;

    @Test
    void hasTheRootsOfTheReferenceTree() throws IOException {
        List<Hash> leaves = REFERENCE_ENTRIES.stream()
                .map(HexFormat.of()::parseHex)
                .map(Hash::ofEntry)
                .toList();

        for (int size = 1; size <= leaves.size(); size++) {
            assertThat(HexFormat.of().formatHex(tree(leaves).root(size).toBytes()))
                    .isEqualTo(REFERENCE_ROOTS.get(size - 1));
        }
    }

    @Test
    void theEmptyTreeHasTheHashOfNothing() throws IOException {
        assertThat(HexFormat.of().formatHex(tree(List.of()).root().toBytes()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void makesTheProofsOfTheReferenceTree() throws IOException {
        MerkleTree tree = tree(REFERENCE_ENTRIES.stream()
                .map(HexFormat.of()::parseHex)
                .map(Hash::ofEntry)
                .toList());

        assertThat(hex(tree.inclusion(5, 8).path()))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(tree.consistency(2, 5).path()))
                .containsExactly(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
        assertThat(hex(tree.consistency(6, 8).path()))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Test
    void inclusionProofsAreThoseOfTheDefinitionAndHoldForTheirEntryAlone() throws IOException {
        List<Hash> leaves = leaves(SIZES);
        MerkleTree tree = tree(leaves);
        for (int size = 1; size <= SIZES; size++) {
            Hash root = NaiveTree.root(leaves.subList(0, size));
            assertThat(tree.root(size)).isEqualTo(root);
            for (int index = 0; index < size; index++) {
                InclusionProof proof = tree.inclusion(index, size);

                assertThat(proof.path()).isEqualTo(NaiveTree.path(index, leaves.subList(0, size)));
                assertThat(proof.holds(leaves.get(index), root)).isTrue();
                assertThat(proof.holds(leaves.get((index + 1) % SIZES), root)).isFalse();
                assertThat(proof.holds(leaves.get(index), leaves.getFirst())).isEqualTo(size == 1 && index == 0);
            }
        }
    }

    @Test
    void inclusionProofsDoNotHoldForAnotherPlaceOrSize() throws IOException {
        List<Hash> leaves = leaves(SIZES);
        MerkleTree tree = tree(leaves);
        for (int size = 1; size <= 20; size++) {
            for (int index = 0; index < size; index++) {
                List<Hash> path = tree.inclusion(index, size).path();
                for (int place = 0; place < 24; place++) {
                    boolean holds = new InclusionProof(place, size, path).holds(leaves.get(index), tree.root(size));
                    assertThat(holds).as("%d as %d of %d", index, place, size).isEqualTo(place == index);
                }
            }
        }
    }

    @Test
    void noProofHoldsWithAHashChangedMissingOrTooMany() throws IOException {
        List<Hash> leaves = leaves(SIZES);
        MerkleTree tree = tree(leaves);
        for (int size = 2; size <= SIZES; size += 3) {
            InclusionProof inclusion = tree.inclusion(size / 3, size);
            for (List<Hash> path : damaged(inclusion.path())) {
                assertThat(new InclusionProof(size / 3, size, path).holds(leaves.get(size / 3), tree.root(size)))
                        .isFalse();
            }
            ConsistencyProof consistency = tree.consistency(size / 2, size);
            for (List<Hash> path : damaged(consistency.path())) {
                assertThat(new ConsistencyProof(size / 2, size, path).holds(tree.root(size / 2), tree.root(size)))
                        .isFalse();
            }
        }
    }

    @Test
    void consistencyProofsAreThoseOfTheDefinitionAndHoldForTheirRootsAlone() throws IOException {
        List<Hash> leaves = leaves(SIZES);
        MerkleTree tree = tree(leaves);
        Hash other = leaves.getLast();
        for (int to = 1; to <= SIZES; to++) {
            for (int from = 1; from <= to; from++) {
                ConsistencyProof proof = tree.consistency(from, to);

                assertThat(proof.path()).isEqualTo(NaiveTree.proof(from, leaves.subList(0, to)));
                assertThat(proof.holds(tree.root(from), tree.root(to))).isTrue();
                assertThat(proof.holds(other, tree.root(to))).isFalse();
                assertThat(proof.holds(tree.root(from), other)).isFalse();
            }
        }
    }

    @Test
    void everyTreeContinuesTheEmptyOne() throws IOException {
        MerkleTree tree = tree(leaves(3));

        assertThat(tree.consistency(0, 3).holds(Hash.OF_EMPTY_TREE, tree.root()))
                .isTrue();
        assertThat(tree.consistency(0, 3).holds(tree.root(), tree.root())).isFalse();
    }

    @Test
    void saysWhatItHasNot() {
        MerkleTree tree = tree(leaves(3));

        assertThatThrownBy(() -> tree.inclusion(3, 3)).hasMessage("a tree of 3 entries has no entry 3");
        assertThatThrownBy(() -> tree.root(4)).hasMessage("a tree of 3 entries had no size 4");
        assertThatThrownBy(() -> tree.consistency(3, 2)).hasMessage("a tree of 2 entries does not begin with one of 3");
    }

    private static List<List<Hash>> damaged(List<Hash> path) {
        List<List<Hash>> damaged = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            List<Hash> changed = new ArrayList<>(path);
            changed.set(i, Hash.ofEntry(new byte[] {(byte) i}));
            damaged.add(changed);
            List<Hash> shorter = new ArrayList<>(path);
            shorter.remove(i);
            damaged.add(shorter);
        }
        List<Hash> longer = new ArrayList<>(path);
        longer.add(Hash.OF_EMPTY_TREE);
        damaged.add(longer);
        return damaged;
    }

    private static List<Hash> leaves(int count) {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Hash.ofEntry(("leaf " + i).getBytes(StandardCharsets.US_ASCII)));
        }
        return leaves;
    }

    private static MerkleTree tree(List<Hash> leaves) {
        return new MerkleTree(
                (height, index) -> Optional.of(
                        NaiveTree.root(leaves.subList((int) (index << height), (int) ((index + 1) << height)))),
                leaves.size());
    }

    private static List<String> hex(List<Hash> hashes) {
        return hashes.stream()
                .map(hash -> HexFormat.of().formatHex(hash.toBytes()))
                .toList();
    }
}
