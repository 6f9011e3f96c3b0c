package dev.sekisho.veil.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;
import dev.sekisho.veil.vectors.VectorFile;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransformationTest {
    private static final VectorFile SMALL = VectorFile.open("pep-small-integers.json");
    private static final long SEED = 21;

    private static Ciphertext ciphertext(String name) {
        return new Ciphertext(SMALL.element(name, "B"), SMALL.element(name, "C"));
    }

    @Test
    void transformsSmallIntegersLikeTheReference() {
        Element key = Element.GENERATOR.times(Scalar.of(5));
        Element message = Element.GENERATOR.times(Scalar.of(3));
        Ciphertext in = Ciphertext.encrypt(message, key, Scalar.of(2));
        Scalar r = Scalar.of(13);
        Scalar s = Scalar.of(7);
        Scalar k = Scalar.of(11);
        assertThat(in).isEqualTo(ciphertext("input"));
        assertThat(Transformation.rerandomise(in, key, r)).isEqualTo(ciphertext("rerandomize"));

        // the reference randomises first: r before is (s/k) r after
        Scalar after = s.times(k.inverted()).times(r);
        Ciphertext out = Transformation.transform(in, key, s, k, after);

        assertThat(out).isEqualTo(ciphertext("rrsk"));
        assertThat(out.decrypt(Scalar.of(55))).isEqualTo(SMALL.element("rrsk", "plain"));
        assertThat(s.times(k.inverted())).isEqualTo(SMALL.scalar("rrskWithTargetKey", "sOverK"));
        assertThat(after).isEqualTo(SMALL.scalar("rrskWithTargetKey", "rPrime"));
        Ciphertext reshuffled = Transformation.reshuffle(in, key, s, r);
        assertThat(Transformation.rerandomise(reshuffled, key, r.negated())).isEqualTo(ciphertext("reshuffle"));
        Ciphertext rekeyed = Transformation.rekey(in, key, k, r);
        assertThat(Transformation.rerandomise(rekeyed, key.times(k), r.negated()))
                .isEqualTo(ciphertext("rekey"));
    }

    @Test
    void anyOrderOfTransformationsAgreesWithTheAlgebra() {
        Random random = new Random(SEED);
        for (int turn = 0; turn < 40; turn++) {
            Scalar secret = Scalar.random(random::nextBytes);
            Element message = Element.random(random::nextBytes);
            Element key = Element.GENERATOR.times(secret);
            Ciphertext ciphertext = Ciphertext.encrypt(message, key, Scalar.random(random::nextBytes));
            for (int step = 0; step < 6; step++) {
                Scalar r = Scalar.random(random::nextBytes);
                Scalar factor = Scalar.random(random::nextBytes);
                switch (random.nextInt(3)) {
                    case 0 -> ciphertext = Transformation.rerandomise(ciphertext, key, r);
                    case 1 -> {
                        ciphertext = Transformation.rekey(ciphertext, key, factor, r);
                        secret = secret.times(factor);
                        key = key.times(factor);
                    }
                    default -> {
                        ciphertext = Transformation.reshuffle(ciphertext, key, factor, r);
                        message = message.times(factor);
                    }
                }
            }
            assertThat(ciphertext.decrypt(secret))
                    .as("turn %d of seed %d", turn, SEED)
                    .isEqualTo(message);
        }
    }

    @Test
    void aMalformedInputNeverGivesItsMessageAway() {
        Ciphertext malformed = ciphertext("malformedInput");
        assertThatThrownBy(() -> Transformation.transform(
                        malformed, Element.GENERATOR, Scalar.of(7), Scalar.of(11), Scalar.of(13)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the identity as B would give the message away");
        byte[] bytes = new byte[Ciphertext.BYTES];
        malformed.encode(bytes, 0);
        assertThat(Ciphertext.decode(bytes, 0)).isEmpty();
    }

    @Test
    void refusesFactorsOfZero() {
        Ciphertext in = ciphertext("input");
        assertThatThrownBy(() -> Transformation.reshuffle(in, Element.GENERATOR, Scalar.ZERO, Scalar.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("neither factor nor the randomness may be zero");
    }

    @Test
    void transcryptsTheBatchOfTheDraft() {
        VectorFile file = VectorFile.open("coprf-ristretto255.json");
        VectorFile single = file.at("sections", "SinglePseudonym");
        Ciphertext in = Ciphertext.decode(single.bytes("V"), 0).orElseThrow();
        Element from = single.element("pk_from");
        Scalar s = single.scalar("s");
        Scalar k = single.scalar("k");
        Scalar after = s.times(k.inverted()).times(single.scalar("r"));
        assertThat(Transformation.transform(in, from, s, k, after))
                .isEqualTo(Ciphertext.decode(single.bytes("V'"), 0).orElseThrow());
        assertThat(Ciphertext.decode(single.bytes("V'"), 0).orElseThrow().decrypt(single.scalar("sk_to")))
                .isEqualTo(single.element("P"));

        VectorFile batch = file.at("sections", "BatchOfThree");
        VectorFile derived = file.at("batchDerived");
        Scalar kFrom = file.scalar("singleDerived", "singlePseudonym_k_from");
        Element key = Element.GENERATOR.times(kFrom.times(derived.scalar("y_pseudonym")));
        int[] permutation = {1, 2, 0};
        for (int i = 0; i < 3; i++) {
            Ciphertext row = Ciphertext.decode(batch.bytes("PseudonymV_" + permutation[i]), 0)
                    .orElseThrow();
            Scalar r = derived.scalar("r_pseudonym_by_output", i);
            assertThat(Transformation.transform(
                            row, key, s, k, s.times(k.inverted()).times(r)))
                    .isEqualTo(Ciphertext.decode(batch.bytes("PseudonymOut_" + i), 0)
                            .orElseThrow());
        }
    }

    @Test
    void addsWhileEncrypted() {
        VectorFile sum = VectorFile.open("veil-worked-example.json").at("sum");
        Element key = VectorFile.open("veil-worked-example.json").element("keys", "purposes", "power", "Y");
        java.util.List<Ciphertext> addends = new java.util.ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Element value =
                    Element.GENERATOR.times(Scalar.of(sum.at("values", i).number()));
            addends.add(Ciphertext.encrypt(value, key, sum.scalar("b", i)));
        }
        Ciphertext total = EncryptedSum.of(addends);
        assertThat(total).isEqualTo(new Ciphertext(sum.element("B"), sum.element("C")));
        assertThat(new dev.sekisho.veil.record.NumberTable(8).find(Element.GENERATOR.times(Scalar.of(925)), 1 << 24))
                .hasValue(925);
    }
}
