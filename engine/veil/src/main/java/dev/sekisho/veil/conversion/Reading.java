package dev.sekisho.veil.conversion;

import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.ristretto.Element;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a service gets of a record.
 *
 * @param pseudonym P_j, the same for all records of a household at this service, and no other service's
 * @param values the service's columns
 */
public record Reading(Element pseudonym, Map<String, FieldValue> values) {
    /** Copies, keeping the order of columns. */
    public Reading {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Whether every column is masked: a row that was added so that batches look alike. */
    public boolean isDummy() {
        return values.values().stream().allMatch(FieldValue.Masked.class::isInstance);
    }
}
