package dev.sekisho.veil.conversion;

import dev.sekisho.veil.proof.Proof;
import java.util.List;

/**
 * Proofs that a row was converted as it should be; for the next transcryptor and the auditor, never for the service, which
 * would learn the input.
 *
 * @param identity the identity's proof
 * @param columns one for each column: of a conversion (2 responses) or of masking (1 response)
 */
public record RowProof(Proof identity, List<Proof> columns) {
    /** Copies the list. */
    public RowProof {
        columns = List.copyOf(columns);
    }
}
