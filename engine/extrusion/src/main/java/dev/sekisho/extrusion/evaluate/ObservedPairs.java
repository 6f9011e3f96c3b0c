package dev.sekisho.extrusion.evaluate;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the pairs of one input, each under the row that means it. Traffic that no row means is not collected. */
final class ObservedPairs implements SessionSink {
    private final List<EvaluationRow> rows;
    private final Map<Identity, ObservedPair> pairs = new HashMap<>();
    private double first = Double.POSITIVE_INFINITY;
    private double last = Double.NEGATIVE_INFINITY;

    ObservedPairs(List<EvaluationRow> rows) {
        this.rows = List.copyOf(rows);
    }

    private record Identity(int row, String client, String server, int port) {}

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        double time = seconds(exchange.start());
        ObservedPair pair = at(key, time);
        if (pair != null) {
            HttpRequest request = exchange.request();
            pair.exchange(time, request != null && isForProxy(request));
        }
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        double time = seconds(connection.start());
        ObservedPair pair = at(key, time);
        if (pair != null) {
            pair.connection(time, connection.bytesUp());
        }
    }

    private @Nullable ObservedPair at(SessionKey key, double time) {
        first = Math.min(first, time);
        last = Math.max(last, time);
        for (int i = 0; i < rows.size(); i++) {
            EvaluationRow row = rows.get(i);
            if (row.means(key.client(), time)) {
                Identity identity = new Identity(i, key.client(), key.server(), key.isNamed() ? 0 : key.port());
                return pairs.computeIfAbsent(identity, _ -> new ObservedPair(row, key));
            }
        }
        return null;
    }

    Collection<ObservedPair> all() {
        return pairs.values();
    }

    /** The pairs that a verdict can mean: all rows in which its client spoke to its server. */
    List<ObservedPair> of(SessionKey key) {
        List<ObservedPair> found = new ArrayList<>(1);
        for (int i = 0; i < rows.size(); i++) {
            ObservedPair pair = pairs.get(new Identity(i, key.client(), key.server(), key.isNamed() ? 0 : key.port()));
            if (pair != null) {
                found.add(pair);
            }
        }
        return found;
    }

    /** Epoch second of the first that was seen of any pair. */
    double first() {
        return first;
    }

    double last() {
        return last;
    }

    static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    private static boolean isForProxy(HttpRequest request) {
        return request.method().equals("CONNECT") || request.target().startsWith("http://");
    }
}
