package dev.sekisho.extrusion.index;

import dev.sekisho.extrusion.activity.Activity;
import dev.sekisho.extrusion.activity.PairActivity;
import dev.sekisho.extrusion.activity.PairView;
import dev.sekisho.extrusion.activity.ServerName;
import dev.sekisho.extrusion.activity.TlsActivity;
import java.util.Arrays;

/** Measures {@link ContextIndex}. */
final class ContextMeasure {
    private static final int FEW_CLIENTS = 10;
    private static final int BYTES_PER_SECOND = 200;
    private static final int MOST_TURNS = 2;
    private static final int FEWEST_FOR_SHARE = 3;

    private ContextMeasure() {}

    static void measure(PairView view, double[] out) {
        PairActivity pair = view.pair();
        connections(view, out);
        if (pair.connectionTotal() > 0) {
            set(out, ContextIndex.FAILURES, (double) pair.failedTotal() / pair.connectionTotal());
        }
        int paths = view.serversWithSamePath();
        if (paths > 0) {
            set(out, ContextIndex.SAME_PATH, paths - 1);
        }
        int posts = view.serversWithSamePost();
        if (posts > 0) {
            set(out, ContextIndex.SAME_POST, posts - 1);
        }
        TlsActivity tls = pair.tls();
        if (tls != null
                && tls.fingerprint() != null
                && ServerName.isLiteral(pair.key().server())) {
            int literals = pair.client().literalsWithFingerprint(tls.fingerprint());
            set(out, ContextIndex.NAMELESS_COMPANY, Math.max(0, literals - 1));
        }
        Activity all = view.activity();
        if (all.clients() >= FEW_CLIENTS) {
            set(out, ContextIndex.SERVER_CLIENTS, all.clientsOfServer(pair.key().server()));
            if (pair.userAgent() != null) {
                set(out, ContextIndex.AGENT_CLIENTS, all.clientsWithAgent(pair.userAgent()));
            }
            if (tls != null && tls.fingerprint() != null) {
                set(out, ContextIndex.FINGERPRINT_CLIENTS, all.clientsWithFingerprint(tls.fingerprint()));
            }
        }
    }

    private static void connections(PairView view, double[] out) {
        int n = view.connections();
        set(out, ContextIndex.CONNECTIONS, n);
        double[] lengths = new double[n];
        double[] turns = new double[n];
        int established = 0;
        int unused = 0;
        double longest = 0;
        double longestTalk = 0;
        double total = 0;
        for (int i = 0; i < n; i++) {
            double seconds = view.connectionDuration(i) / 1000.0;
            longest = Math.max(longest, seconds);
            total += seconds;
            if (view.connectionExchanges(i) >= 3) {
                longestTalk = Math.max(longestTalk, seconds);
            }
            if (view.isEstablished(i)) {
                unused += view.connectionExchanges(i) == 0 ? 1 : 0;
                lengths[established] = seconds;
                turns[established++] = view.connectionExchanges(i);
            }
        }
        if (n == 0) {
            return;
        }
        set(out, ContextIndex.LONGEST, longest);
        set(out, ContextIndex.REDIALS, longestRowOfRedials(view));
        set(out, ContextIndex.LEFT_OPEN, shareBesideOlder(view));
        double bytes = (double) view.pair().bytesUp() + view.pair().bytesDown();
        set(out, ContextIndex.TRICKLE, total > 0 && bytes / total < BYTES_PER_SECOND ? Math.log10(1 + longestTalk) : 0);
        if (established > 0) {
            set(out, ContextIndex.CONNECTION_LENGTH, median(lengths, established));
            set(out, ContextIndex.TURNS, median(turns, established));
        }
        if (established >= FEWEST_FOR_SHARE) {
            set(out, ContextIndex.UNUSED, (double) unused / established);
        }
    }

    private static int longestRowOfRedials(PairView view) {
        int longest = 0;
        int row = 0;
        long end = Long.MIN_VALUE;
        for (int i = 0; i < view.connections(); i++) {
            long start = view.connectionStart(i);
            boolean single = view.connectionExchanges(i) >= 1 && view.connectionExchanges(i) <= MOST_TURNS;
            boolean follows = row > 0 && start >= end && start - end <= PairView.VISIT_GAP_MILLIS;
            row = !single ? 0 : follows ? row + 1 : 1;
            end = start + view.connectionDuration(i);
            longest = Math.max(longest, row);
        }
        return longest;
    }

    private static double shareBesideOlder(PairView view) {
        int others = -1;
        int beside = 0;
        long openUntil = Long.MIN_VALUE;
        int older = 0;
        for (int i = 0; i < view.connections(); i++) {
            if (!view.isEstablished(i)) {
                continue;
            }
            long start = view.connectionStart(i);
            for (; view.connectionStart(older) < start - PairView.VISIT_GAP_MILLIS; older++) {
                if (view.isEstablished(older)) {
                    openUntil = Math.max(openUntil, view.connectionStart(older) + view.connectionDuration(older));
                }
            }
            others++;
            beside += openUntil > start ? 1 : 0;
        }
        return others + 1 < FEWEST_FOR_SHARE ? Double.NaN : (double) beside / others;
    }

    private static double median(double[] values, int size) {
        Arrays.sort(values, 0, size);
        return size % 2 == 1 ? values[size / 2] : (values[size / 2 - 1] + values[size / 2]) / 2;
    }

    private static void set(double[] out, ContextIndex index, double value) {
        out[index.position()] = value;
    }
}
