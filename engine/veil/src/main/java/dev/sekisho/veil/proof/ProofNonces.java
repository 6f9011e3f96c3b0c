package dev.sekisho.veil.proof;

import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.hash.HashLabel;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.List;

/**
 * Where the nonces of proofs come from. A nonce must serve one challenge only: two challenges on one nonce give the secret
 * away.
 */
@FunctionalInterface
public interface ProofNonces {
    /** Fresh bytes that go into each nonce. */
    int FRESH_BYTES = 32;

    /** The nonce for the number at a position. */
    Scalar nonce(List<Scalar> witnesses, byte[] publicValues, int index);

    /**
     * Nonces from the secrets, the public values and fresh randomness together: a random source that repeats itself does
     * not make a nonce repeat for another statement, and one that works makes them unpredictable even for known secrets.
     */
    static ProofNonces hedged(RandomBytes random) {
        return (witnesses, publicValues, index) -> {
            byte[] fresh = new byte[FRESH_BYTES];
            random.fill(fresh);
            Octets input = new Octets().i2(Scalar.BYTES * witnesses.size());
            witnesses.forEach(input::secret);
            input.raw(fresh).raw(Digests.sha512(publicValues)).i1(index);
            Scalar nonce = HashLabel.NONCE.hash(input.toBytes());
            input.clear();
            return nonce;
        };
    }
}
