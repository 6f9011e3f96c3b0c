package dev.sekisho.veil.proof;

import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.Optional;

/**
 * An ElGamal ciphertext: B = b G and C = M + b Y.
 *
 * @param randomness B
 * @param payload C
 */
public record Ciphertext(Element randomness, Element payload) {
    /** Bytes of an encoded ciphertext: B, then C. */
    public static final int BYTES = 2 * Element.BYTES;

    /** Encrypts for the owner of a key. */
    public static Ciphertext encrypt(Element message, Element key, Scalar b) {
        return new Ciphertext(Element.GENERATOR.times(b), message.plus(key.times(b)));
    }

    /** Reads 64 bytes; empty if an element is not canonical or B is the identity. */
    public static Optional<Ciphertext> decode(byte[] bytes, int offset) {
        Optional<Element> b = Element.decode(bytes, offset).filter(element -> !element.isIdentity());
        Optional<Element> c = Element.decode(bytes, offset + Element.BYTES);
        return b.isPresent() && c.isPresent() ? Optional.of(new Ciphertext(b.get(), c.get())) : Optional.empty();
    }

    /** Writes 64 bytes. */
    public void encode(byte[] out, int offset) {
        randomness.encode(out, offset);
        payload.encode(out, offset + Element.BYTES);
    }

    /** M = C - y B. */
    public Element decrypt(Scalar key) {
        return payload.minus(randomness.times(key));
    }

    /** The sum: encrypts the sum of both messages, if both are under the same key. */
    public Ciphertext plus(Ciphertext other) {
        return new Ciphertext(randomness.plus(other.randomness), payload.plus(other.payload));
    }
}
