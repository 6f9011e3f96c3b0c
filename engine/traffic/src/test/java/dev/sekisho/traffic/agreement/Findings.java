package dev.sekisho.traffic.agreement;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one program found in one capture: counts, and the facts of single messages as lines of text. */
final class Findings {
    final List<String> requests = new ArrayList<>();
    final List<String> responses = new ArrayList<>();
    private final Map<Quantity, Integer> counts = new EnumMap<>(Quantity.class);

    void add(Quantity quantity, int number) {
        counts.merge(quantity, number, Integer::sum);
    }

    /** The figure of {@code quantity}; of equal messages, how many there are to compare. */
    int count(Quantity quantity) {
        return switch (quantity) {
            case EQUAL_REQUESTS -> requests.size();
            case EQUAL_RESPONSES -> responses.size();
            case REQUESTS, RESPONSES, HTTP2_REQUESTS, HTTP2_RESPONSES, CLIENT_HELLOS, SERVER_NAMES ->
                counts.getOrDefault(quantity, 0);
        };
    }

    /** The figure of {@code quantity} beside that of {@code other}; of equal messages, how many of its are here. */
    int count(Quantity quantity, Findings other) {
        return switch (quantity) {
            case EQUAL_REQUESTS -> found(other.requests, requests);
            case EQUAL_RESPONSES -> found(other.responses, responses);
            case REQUESTS, RESPONSES, HTTP2_REQUESTS, HTTP2_RESPONSES, CLIENT_HELLOS, SERVER_NAMES -> count(quantity);
        };
    }

    /** How many of {@code wanted} are among {@code available}, each used once. */
    private static int found(List<String> wanted, List<String> available) {
        Map<String, Integer> left = new HashMap<>();
        available.forEach(line -> left.merge(line, 1, Integer::sum));
        int found = 0;
        for (String line : wanted) {
            if (left.merge(line, -1, Integer::sum) >= 0) {
                found++;
            }
        }
        return found;
    }
}
