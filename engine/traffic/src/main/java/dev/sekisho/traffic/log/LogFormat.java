package dev.sekisho.traffic.log;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The formats of logs, recognised by their first line and never by a file's name. */
public enum LogFormat {
    /** Zeek, tab-separated with a header. */
    ZEEK_TABLE {
        @Override
        LineParser parser() {
            return new ZeekTableParser();
        }
    },
    /** Zeek, one JSON object a line. */
    ZEEK_JSON {
        @Override
        LineParser parser() {
            return new ZeekJsonParser();
        }
    },
    /** Suricata's EVE, one JSON object a line. */
    SURICATA_EVE {
        @Override
        LineParser parser() {
            return new EveParser();
        }
    },
    /** Squid's access.log, native or the documented format that begins like it. */
    SQUID_ACCESS {
        @Override
        LineParser parser() {
            return new SquidParser();
        }
    };

    /** How much of a file {@link #recognise} should be given. */
    public static final int HEAD_BYTES = 1 << 16;

    /** How far into a line its JSON object may begin, behind a prefix of syslog. */
    private static final int MAX_PREFIX = 32;

    abstract LineParser parser();

    /**
     * The format of a file that begins, after decompression, with {@code length} bytes of {@code head}; null if it is
     * none of these.
     */
    public static @Nullable LogFormat recognise(byte[] head, int length) {
        int start = 0;
        while (start < length && (head[start] == '\n' || head[start] == '\r')) {
            start++;
        }
        int end = start;
        while (end < length && head[end] != '\n') {
            end++;
        }
        if (end == start) {
            return null;
        }
        if (head[start] == '#') {
            String line = new String(head, start, Math.min(end - start, 64), StandardCharsets.UTF_8);
            return line.startsWith("#separator ") || line.startsWith("#fields\t") ? ZEEK_TABLE : null;
        }
        int brace = start;
        while (brace < end && brace - start < MAX_PREFIX && head[brace] != '{') {
            brace++;
        }
        if (brace < end && head[brace] == '{') {
            return recogniseJson(head, brace, end - brace);
        }
        boolean digit = head[start] >= '0' && head[start] <= '9';
        return digit && SquidParser.looksNative(new String(head, start, end - start, StandardCharsets.UTF_8))
                ? SQUID_ACCESS
                : null;
    }

    private static @Nullable LogFormat recogniseJson(byte[] head, int start, int length) {
        JsonFields fields = new JsonFields();
        if (!fields.row(head, start, length)) {
            return null;
        }
        if (fields.has("event_type") && fields.has("timestamp")) {
            return SURICATA_EVE;
        }
        if (fields.has("ts") && (fields.has("_path") || fields.has("uid") || fields.has("fingerprint"))) {
            return ZEEK_JSON;
        }
        return null;
    }
}
