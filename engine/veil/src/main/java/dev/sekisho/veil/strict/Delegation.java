package dev.sekisho.veil.strict;

import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;

/**
 * A household's leave for one service to read one field in one key epoch: {@code κ = y/d} and {@code D = d G} for the
 * transcryptor, {@code d} for the service over the anonymous channel.
 *
 * @param factor κ; secret
 * @param target D
 */
public record Delegation(Scalar factor, Element target) {
    /** A leave, from the household's key y for the field and a fresh d for the service. */
    public static Delegation of(Scalar fieldKey, Scalar serviceKey) {
        return new Delegation(fieldKey.times(serviceKey.inverted()), Element.GENERATOR.times(serviceKey));
    }

    /** Converts a field: B' = κ B + r G, C' = C + r D. The service reads it as C' - d B'. */
    public Ciphertext convert(Ciphertext in, RandomBytes random) {
        return convert(in, Scalar.random(random));
    }

    Ciphertext convert(Ciphertext in, Scalar r) {
        if (in.randomness().isIdentity()) {
            throw new IllegalArgumentException("the identity as B would give the value away");
        }
        return new Ciphertext(
                in.randomness().times(factor).plus(Element.GENERATOR.times(r)),
                in.payload().plus(target.times(r)));
    }

    @Override
    public String toString() {
        return "Delegation (secret)";
    }
}
