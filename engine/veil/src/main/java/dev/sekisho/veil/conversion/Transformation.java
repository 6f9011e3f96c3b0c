package dev.sekisho.veil.conversion;

import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;

/**
 * What can be done to a ciphertext (B, C) under a key Y without reading it. The plain formulas, one ciphertext at a time;
 * {@link ServiceConversion} computes the same for many.
 *
 * <p>Re-keying and reshuffling are not offered without fresh randomness: C would stay as it is, so records could be matched
 * by comparing bytes, and a malformed input with B = 0 would give s M away.
 */
public final class Transformation {
    private Transformation() {}

    /** Another ciphertext of the same message under the same key: (B + r G, C + r Y). */
    public static Ciphertext rerandomise(Ciphertext in, Element key, Scalar r) {
        return new Ciphertext(
                in.randomness().plus(Element.GENERATOR.times(r)), in.payload().plus(key.times(r)));
    }

    /** The same message under k Y, randomised: (B/k + r G, C + r k Y). */
    public static Ciphertext rekey(Ciphertext in, Element key, Scalar k, Scalar r) {
        return transform(in, key, Scalar.ONE, k, r);
    }

    /** s times the message under the same key, randomised. */
    public static Ciphertext reshuffle(Ciphertext in, Element key, Scalar s, Scalar r) {
        return transform(in, key, s, Scalar.ONE, r);
    }

    /** s times the message under k Y, randomised: ((s/k) B + r G, s C + r k Y). */
    public static Ciphertext transform(Ciphertext in, Element key, Scalar s, Scalar k, Scalar r) {
        if (s.isZero() || k.isZero() || r.isZero()) {
            throw new IllegalArgumentException("neither factor nor the randomness may be zero");
        }
        if (in.randomness().isIdentity()) {
            throw new IllegalArgumentException("the identity as B would give the message away");
        }
        Element target = key.times(k);
        return new Ciphertext(
                in.randomness().times(s.times(k.inverted())).plus(Element.GENERATOR.times(r)),
                in.payload().times(s).plus(target.times(r)));
    }
}
