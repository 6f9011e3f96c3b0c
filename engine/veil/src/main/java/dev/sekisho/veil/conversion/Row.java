package dev.sekisho.veil.conversion;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.Ciphertext;
import java.util.List;

/**
 * A converted record.
 *
 * @param recordDigest SHA-256 of the record; stays between transcryptors, a service never gets it
 * @param identity the pseudonym's ciphertext
 * @param columns the columns' ciphertexts, masked ones with the marker in them
 */
public record Row(ByteString recordDigest, Ciphertext identity, List<Ciphertext> columns) {
    /** Copies the columns. */
    public Row {
        columns = List.copyOf(columns);
    }
}
