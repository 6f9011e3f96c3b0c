package dev.sekisho.traffic;

import java.util.EnumMap;
import java.util.Map;

/** Counts what could not be read, by reason. Written by one thread; {@link #counts()} may be called by another. */
public final class Losses {
    private final long[] counts = new long[Reason.values().length];

    /** Why something was not read. */
    public enum Reason {
        TRUNCATED_CAPTURE("capture ends in the middle of a packet"),
        CORRUPT_CAPTURE("capture file damaged, rest of it skipped"),
        UNKNOWN_LINK_TYPE("packet of a link type that is not supported"),
        MALFORMED_PACKET("packet headers do not fit together"),
        CUT_PACKET("packet cut short by the capture's snap length"),
        LOST_FRAGMENT("IP fragment whose other fragments never came"),
        LOST_SEGMENT("gap in a TCP stream: bytes that were never captured"),
        MALFORMED_HTTP("HTTP message that could not be understood"),
        OVERSIZED_HEADER("HTTP header section longer than the limit"),
        MALFORMED_TLS("TLS record or handshake that could not be understood"),
        MALFORMED_QUIC("QUIC packet that could not be opened"),
        DECOMPRESSION_LIMIT("compressed input grows beyond the limit"),
        MALFORMED_LOG_LINE("log line that could not be understood"),
        EVICTED_CONNECTION("connection let go to keep memory bounded"),
        EVICTED_SESSION("session let go to keep memory bounded"),
        DROPPED_BY_KERNEL("packet dropped by the kernel before it was read"),
        UNREADABLE_FILE("file that is missing, not readable or of no known format");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** What it means, in words for the user. */
        public String text() {
            return text;
        }
    }

    public void add(Reason reason) {
        counts[reason.ordinal()]++;
    }

    public void add(Reason reason, long number) {
        counts[reason.ordinal()] += number;
    }

    public long count(Reason reason) {
        return counts[reason.ordinal()];
    }

    /** Whether anything was lost at all. */
    public boolean isEmpty() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }

    /** The reasons that occurred, with their numbers. */
    public Map<Reason, Long> counts() {
        Map<Reason, Long> result = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            if (count(reason) != 0) {
                result.put(reason, count(reason));
            }
        }
        return result;
    }
}
