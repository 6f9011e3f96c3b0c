package dev.sekisho.veil.check;

import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.hash.HashLabel;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.proof.ConversionContext;
import dev.sekisho.veil.proof.Statement;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.Scalar;
import dev.sekisho.veil.variabletime.PublicSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The conversion of many ciphertexts of one purpose as one claim: each element is replaced by a sum weighted with 128 random
 * bits that depend on all of them. A wrong row survives with probability 2^-128.
 */
public final class BatchStatement {
    private static final int WEIGHT_BYTES = 16;

    private final byte[] seed;
    private final List<PublicScalar> weights;
    private final Statement statement;

    private BatchStatement(byte[] seed, List<PublicScalar> weights, Statement statement) {
        this.seed = seed;
        this.weights = weights;
        this.statement = statement;
    }

    /** Identities: numbers a, s, and the weighted sum of the r. */
    public static BatchStatement ofIdentities(ConversionContext context, List<Ciphertext> in, List<Ciphertext> out) {
        Octets values = head(context).element(context.pseudonymShare());
        byte[] seed = seed(values, context, in, out);
        List<PublicScalar> weights = weights(seed, in.size());
        Ciphertext before = weighted(weights, in);
        Ciphertext after = weighted(weights, out);
        Statement statement = new Statement(HashLabel.BATCH_ID, new Octets().raw(seed), 3)
                .where(context.pseudonymShare(), 1, Element.GENERATOR)
                .where(context.pseudonymShare(), 0, context.rekeyShare())
                .where(after.randomness(), 0, before.randomness(), 2, Element.GENERATOR)
                .where(after.payload(), 1, before.payload(), 2, context.targetKey());
        return new BatchStatement(seed, weights, statement);
    }

    /** One field: numbers a, and the weighted sum of the r. */
    public static BatchStatement ofField(ConversionContext context, List<Ciphertext> in, List<Ciphertext> out) {
        byte[] seed = seed(head(context), context, in, out);
        List<PublicScalar> weights = weights(seed, in.size());
        Ciphertext before = weighted(weights, in);
        Ciphertext after = weighted(weights, out);
        Statement statement = new Statement(HashLabel.BATCH_FIELD, new Octets().raw(seed), 2)
                .where(Element.GENERATOR, 0, context.rekeyShare())
                .where(after.randomness(), 0, before.randomness(), 1, Element.GENERATOR)
                .where(after.payload().minus(before.payload()), 1, context.targetKey());
        return new BatchStatement(seed, weights, statement);
    }

    private static Octets head(ConversionContext context) {
        return new Octets()
                .text("SekishoVeilV1 batch")
                .name(context.service())
                .name(context.purpose())
                .i4(context.keyEpoch())
                .i1(context.transcryptor());
    }

    private static byte[] seed(Octets head, ConversionContext context, List<Ciphertext> in, List<Ciphertext> out) {
        if (in.size() != out.size()) {
            throw new IllegalArgumentException(
                    "as many rows must come out as go in, but " + out.size() + " came out of " + in.size());
        }
        head.element(context.rekeyShare()).element(context.targetKey()).i4(in.size());
        for (int i = 0; i < in.size(); i++) {
            head.element(in.get(i).randomness())
                    .element(in.get(i).payload())
                    .element(out.get(i).randomness())
                    .element(out.get(i).payload());
        }
        return Digests.sha512(head.toBytes());
    }

    private static List<PublicScalar> weights(byte[] seed, int count) {
        List<PublicScalar> weights = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] hash = Digests.sha512(new Octets().raw(seed).i4(i).toBytes());
            byte[] weight = Arrays.copyOf(Arrays.copyOf(hash, WEIGHT_BYTES), Scalar.BYTES);
            weights.add(PublicScalar.decode(weight, 0).orElseThrow());
        }
        return weights;
    }

    private static Ciphertext weighted(List<PublicScalar> weights, List<Ciphertext> rows) {
        PublicSum randomness = new PublicSum();
        PublicSum payload = new PublicSum();
        for (int i = 0; i < rows.size(); i++) {
            randomness.plus(weights.get(i), rows.get(i).randomness());
            payload.plus(weights.get(i), rows.get(i).payload());
        }
        return new Ciphertext(randomness.value(), payload.value());
    }

    /** The claim. */
    public Statement statement() {
        return statement;
    }

    /** What the weights are drawn from. */
    public byte[] seed() {
        return seed.clone();
    }

    /** The weights. */
    public List<PublicScalar> weights() {
        return List.copyOf(weights);
    }

    /** The weighted sum of the rows' own r, which is the last number of the claim. Secret. */
    public Scalar weightedSum(List<Scalar> randomness) {
        Scalar sum = Scalar.ZERO;
        for (int i = 0; i < weights.size(); i++) {
            sum = weights.get(i).value().timesPlus(randomness.get(i), sum);
        }
        return sum;
    }
}
