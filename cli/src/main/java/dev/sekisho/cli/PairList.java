package dev.sekisho.cli;

import dev.sekisho.extrusion.activity.Activity;
import dev.sekisho.extrusion.activity.PairActivity;
import dev.sekisho.extrusion.verdict.Verdict;
import dev.sekisho.traffic.SessionKey;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pairs of client and server that were seen, to look one up by what a user calls it. */
final class PairList {
    /** How many pairs a message names at most. */
    static final int FEW = 8;

    private final Activity activity;
    private final List<Verdict> verdicts;
    private final Map<SessionKey, Integer> ranks = new HashMap<>();

    /**
     * Takes what was seen.
     *
     * @param verdicts what is thought of the pairs that were judged, the most suspicious first
     */
    PairList(Activity activity, List<Verdict> verdicts) {
        this.activity = activity;
        this.verdicts = verdicts;
        for (Verdict verdict : verdicts) {
            ranks.put(verdict.key(), ranks.size());
        }
    }

    /** The pairs that are called so, the most suspicious first and those not judged last; null fits everything. */
    List<PairActivity> matching(@Nullable String client, @Nullable String server) {
        return activity.pairs().stream()
                .filter(pair -> fits(pair.key(), client, server))
                .sorted(Comparator.comparingInt(pair -> ranks.getOrDefault(pair.key(), Integer.MAX_VALUE)))
                .toList();
    }

    private static boolean fits(SessionKey key, @Nullable String client, @Nullable String server) {
        return (client == null || key.client().equalsIgnoreCase(client)) && (server == null || isServer(key, server));
    }

    private static boolean isServer(SessionKey key, String server) {
        String wanted = server.endsWith(".") ? server.substring(0, server.length() - 1) : server;
        return key.server().equalsIgnoreCase(wanted)
                || key.address().equalsIgnoreCase(wanted)
                || wanted.equalsIgnoreCase(key.server() + ":" + key.port())
                || wanted.equalsIgnoreCase("[" + key.server() + "]:" + key.port());
    }

    /** Says that nobody is called so, and who is called nearly so. */
    String noSuchPair(String client, String server) {
        StringBuilder message = new StringBuilder("no pair of client " + TerminalText.of(client) + " and server "
                + TerminalText.of(server) + " was seen");
        List<PairActivity> near = near(client, server);
        if (near.isEmpty()) {
            return message.append("; sekisho explain --all lists those that were")
                    .toString();
        }
        message.append("; near ones are:");
        near.forEach(pair -> message.append(System.lineSeparator())
                .append("  --client ")
                .append(TerminalText.of(pair.key().client()))
                .append(" --server ")
                .append(serverOption(pair.key())));
        return message.toString();
    }

    /** Pairs of the same client with the most similar servers, then other clients of the same server. */
    private List<PairActivity> near(String client, String server) {
        List<PairActivity> near = new ArrayList<>();
        matching(client, null).stream()
                .sorted(Comparator.comparingInt(pair -> difference(pair.key().server(), server)))
                .limit(FEW)
                .forEach(near::add);
        matching(null, server).stream()
                .sorted(Comparator.comparingInt(pair -> difference(pair.key().client(), client)))
                .limit(FEW)
                .forEach(near::add);
        if (near.isEmpty()) {
            activity.pairs().stream()
                    .sorted(Comparator.comparingInt(
                            pair -> difference(pair.key().client(), client)
                                    + difference(pair.key().server(), server)))
                    .limit(FEW)
                    .forEach(near::add);
        }
        return near;
    }

    /** How many letters must be changed, added or removed to make one name of the other (Levenshtein). */
    private static int difference(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }

    /** Says why a pair is not judged. */
    String notJudged(PairActivity pair) {
        String why = !activity.leaves(pair)
                ? "its traffic does not leave the organisation's own networks; --internal says which these are"
                : pair.isDatagramsOnly()
                        ? "only datagrams other than QUIC were seen, which are not judged"
                        : pair.exchangeTotal() == 0
                                ? "nothing was exchanged, only " + Quantity.count(pair.connectionTotal(), "connection")
                                        + " tried"
                                : "nothing is known yet of what it speaks";
        return name(pair.key()) + " was seen but not judged: " + why;
    }

    /** Prints the pairs that were judged, ranked. */
    void print(PrintWriter out, @Nullable String client, @Nullable String server) {
        List<Verdict> shown = verdicts.stream()
                .filter(verdict -> fits(verdict.key(), client, server))
                .toList();
        if (shown.isEmpty()) {
            out.println("No such pair was judged.");
            out.flush();
            return;
        }
        out.printf(
                Locale.ROOT,
                "%-8s  %5s  %9s  %9s  %-15s  %s%n",
                "VERDICT",
                "SCORE",
                "ORDINARY",
                "EXCHANGES",
                "CLIENT",
                "SERVER");
        for (Verdict verdict : shown) {
            out.printf(
                    Locale.ROOT,
                    "%-8s  %5.3f  %8.2f%%  %9s  %-15s  %s%n",
                    verdict.rogue() ? "rogue" : "ordinary",
                    verdict.score(),
                    verdict.pValue() * 100,
                    Quantity.count(verdict.exchanges()),
                    TerminalText.of(verdict.key().client()),
                    serverOption(verdict.key()));
        }
        out.flush();
    }

    /** Client and server in words. */
    static String name(SessionKey key) {
        return TerminalText.of(key.client()) + " → " + serverOption(key);
    }

    /** The server as {@code --server} takes it. */
    private static String serverOption(SessionKey key) {
        String server = TerminalText.of(key.server());
        if (key.isNamed() || key.port() == 0) {
            return server;
        }
        return (server.indexOf(':') < 0 ? server : "[" + server + "]") + ":" + key.port();
    }
}
