package dev.sekisho.veil.directory;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A policy that many households share: which fields each service gets. Published in a small catalogue, so that the number of
 * the class in a record singles out nobody.
 *
 * @param number the class's number
 * @param grants the fields by service; a service that is not named gets nothing, not even a row
 */
public record PolicyClass(int number, Map<String, Set<String>> grants) {
    /** Copies, in the order of names. */
    public PolicyClass {
        Map<String, Set<String>> copy = new TreeMap<>();
        grants.forEach(
                (service, fields) -> copy.put(service, java.util.Collections.unmodifiableSet(new TreeSet<>(fields))));
        grants = java.util.Collections.unmodifiableMap(copy);
    }

    /** Whether a service gets a row at all. */
    public boolean serves(String service) {
        return grants.containsKey(service);
    }

    /** Whether a service gets a field. */
    public boolean grants(String service, String field) {
        return grants.getOrDefault(service, Set.of()).contains(field);
    }
}
