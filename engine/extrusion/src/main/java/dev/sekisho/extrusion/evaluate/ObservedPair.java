package dev.sekisho.extrusion.evaluate;

import dev.sekisho.traffic.SessionKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What was seen of one pair within the traffic that one row means. */
final class ObservedPair {
    /** More connections of one pair than any score needs. */
    private static final int MAX_CONNECTIONS = 1 << 18;

    final EvaluationRow row;
    final SessionKey key;
    private double[] times = new double[4];
    private long[] bytesUp = new long[4];
    private int connections;
    private int exchanges;
    private double first = Double.POSITIVE_INFINITY;
    private boolean throughProxy;

    ObservedPair(EvaluationRow row, SessionKey key) {
        this.row = row;
        this.key = key;
    }

    void connection(double time, long up) {
        seen(time);
        if (connections == MAX_CONNECTIONS) {
            return;
        }
        if (connections == times.length) {
            times = Arrays.copyOf(times, connections * 2);
            bytesUp = Arrays.copyOf(bytesUp, connections * 2);
        }
        times[connections] = time;
        bytesUp[connections++] = up;
    }

    void exchange(double time, boolean forProxy) {
        seen(time);
        exchanges++;
        throughProxy |= forProxy;
    }

    private void seen(double time) {
        first = Math.min(first, time);
    }

    /** RITA's score over the connections from epoch second {@code start} to {@code end}, null if it gives none. */
    @Nullable
    RitaBeaconScore ritaScore(double start, double end) {
        double[] within = new double[connections];
        long[] bytes = new long[connections];
        int count = 0;
        for (int i = 0; i < connections; i++) {
            if (times[i] >= start && times[i] <= end) {
                within[count] = times[i];
                bytes[count++] = bytesUp[i];
            }
        }
        return RitaBeaconScore.of(Arrays.copyOf(within, count), Arrays.copyOf(bytes, count), start, end);
    }

    int exchanges() {
        return exchanges;
    }

    /** Epoch second of the first that was seen. */
    double first() {
        return first;
    }

    /** Whether the pair's traffic leaves the organisation: to an outer address, or through a proxy to a named server. */
    boolean leaves() {
        return throughProxy || !(row.isInternal(key.address()) || isNoSingleHost(key.address()));
    }

    private static boolean isNoSingleHost(String address) {
        int dot = address.indexOf('.');
        if (dot > 0 && dot <= 3) {
            int top = Integer.parseInt(address.substring(0, dot));
            return top >= 224 || top == 0;
        }
        return address.startsWith("ff") || address.equals("::");
    }
}
