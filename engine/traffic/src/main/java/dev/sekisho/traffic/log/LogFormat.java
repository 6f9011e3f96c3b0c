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
    };

    /** How much of a file {@link #recognise} should be given. */
    public static final int HEAD_BYTES = 1 << 16;

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
        if (head[start] == '{') {
            return recogniseJson(head, start, end - start);
        }
        return null;
    }

    private static @Nullable LogFormat recogniseJson(byte[] head, int start, int length) {
        JsonFields fields = new JsonFields();
        if (!fields.row(head, start, length)) {
            return null;
        }
        if (fields.has("ts") && (fields.has("_path") || fields.has("uid") || fields.has("fingerprint"))) {
            return ZEEK_JSON;
        }
        return null;
    }
}
