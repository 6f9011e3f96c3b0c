package dev.sekisho.extrusion.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict that somebody must look at: one client, one server, and why.
 *
 * @param client the client as sessions name it: an address, or the user a proxy names
 * @param server name of the server, else its address
 * @param address address of the server, empty where a log does not say
 * @param port port of the server, 0 where a log does not say
 * @param kind what is wrong
 * @param application name of the recognised application, null where none was recognised
 * @param score how strongly the verdict stands out, from 0 to 1; ranks alerts of one kind
 * @param pValue calibrated probability that ordinary traffic looks at least as suspicious, null for kinds that are
 *     recognised rather than measured
 * @param firstSeen time of the first packet between the two
 * @param lastSeen time of the last packet between the two
 * @param exchanges number of exchanges between the two
 * @param reasons the few facts that decided, the strongest first
 */
public record Alert(
        String client,
        String server,
        String address,
        int port,
        Kind kind,
        @Nullable String application,
        double score,
        @Nullable Double pValue,
        Instant firstSeen,
        Instant lastSeen,
        int exchanges,
        List<Reason> reasons) {

    public Alert {
        reasons = List.copyOf(reasons);
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score must be between 0 and 1, but is " + score);
        }
        if (pValue != null && !(pValue > 0 && pValue <= 1)) {
            throw new IllegalArgumentException("p-value must be above 0 and at most 1, but is " + pValue);
        }
    }

    /** What is wrong with the traffic. */
    public enum Kind {
        /** It behaves like command and control of malware. */
        ROGUE("rogue"),
        /** It uses an application that the policy does not allow here. */
        PROHIBITED("prohibited");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** The word used in files and on the wire. */
        public String id() {
            return id;
        }

        /**
         * The kind with that id.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Kind of(String id) {
            for (Kind kind : values()) {
                if (kind.id.equals(id)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("expected rogue or prohibited, but got \"" + id + "\"");
        }
    }

    /**
     * One fact that decided.
     *
     * @param index id of the index that was measured
     * @param value what was measured, as text with its unit
     * @param ordinary what is ordinary, as text with its unit, empty where nothing is comparable
     * @param text the reason in plain words
     */
    public record Reason(String index, String value, String ordinary, String text) {}
}
