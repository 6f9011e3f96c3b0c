package dev.sekisho.veil.conversion;

import dev.sekisho.veil.ristretto.Scalar;
import java.util.List;

/**
 * A row with what is needed to prove it.
 *
 * @param input what was converted
 * @param row what came of it
 * @param randomness r of the identity, then of each column; secret
 */
public record ConvertedRow(InputRow input, Row row, List<Scalar> randomness) {
    /** Copies the list. */
    public ConvertedRow {
        randomness = List.copyOf(randomness);
    }

    @Override
    public String toString() {
        return "ConvertedRow (secret)";
    }
}
