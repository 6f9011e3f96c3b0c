package dev.sekisho.veil.proof;

import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A proof: the challenge and one response for each number that is known, 32 bytes each.
 *
 * @param challenge c
 * @param responses z1, z2, …
 */
public record Proof(PublicScalar challenge, List<PublicScalar> responses) {
    /** Copies the responses. */
    public Proof {
        responses = List.copyOf(responses);
    }

    /** Bytes of a proof with so many responses. */
    public static int length(int responses) {
        return Scalar.BYTES * (1 + responses);
    }

    /** Reads a proof with so many responses; empty if a number is not below the order, or there are too few bytes. */
    public static Optional<Proof> decode(byte[] bytes, int offset, int responses) {
        if (bytes.length - offset < length(responses)) {
            return Optional.empty();
        }
        Optional<PublicScalar> challenge = PublicScalar.decode(bytes, offset);
        List<PublicScalar> read = new ArrayList<>(responses);
        for (int i = 1; i <= responses; i++) {
            PublicScalar.decode(bytes, offset + Scalar.BYTES * i).ifPresent(read::add);
        }
        return read.size() == responses ? challenge.map(c -> new Proof(c, read)) : Optional.empty();
    }

    /** The bytes. */
    public byte[] encode() {
        Octets octets = new Octets().scalar(challenge);
        responses.forEach(octets::scalar);
        return octets.toBytes();
    }
}
