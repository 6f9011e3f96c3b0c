package dev.sekisho.veil.ristretto;

import java.util.HexFormat;
import java.util.Optional;

/**
 * A number modulo the order of Ristretto255 that everybody may know: a challenge or a response of a proof.
 *
 * @param value the number
 */
public record PublicScalar(Scalar value) {
    /** Reads 32 bytes, least significant first; empty if the number is not below the order. */
    public static Optional<PublicScalar> decode(byte[] bytes, int offset) {
        return Scalar.decode(bytes, offset).map(PublicScalar::new);
    }

    /** -this. */
    public PublicScalar negated() {
        return new PublicScalar(value.negated());
    }

    /** This * other. */
    public PublicScalar times(PublicScalar other) {
        return new PublicScalar(value.times(other.value));
    }

    /** The 32 bytes, least significant first. */
    public byte[] encode() {
        return value.encode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicScalar scalar && value.equals(scalar.value);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(value.encode());
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(value.encode());
    }
}
