package dev.sekisho.traffic.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a Zeek log in its tab-separated form, with the separators, field names and marks for unset and empty that its
 * header declares. A header may come again in the middle, as concatenated logs have it.
 */
final class ZeekTable implements LogFields {
    /** More columns than any log has. */
    private static final int MAX_FIELDS = 1024;

    private final Map<String, Integer> columns = new HashMap<>();
    private byte separator = '\t';
    private String setSeparator = ",";
    private String emptyField = "(empty)";
    private String unsetField = "-";
    private @Nullable String path;
    private byte[] line = new byte[256];
    private int[] ends = new int[64];
    private int fields;

    /** Takes a line that begins with {@code #}. */
    void header(String text) {
        if (text.startsWith("#separator ")) {
            String unescaped = unescape(text.substring("#separator ".length()));
            if (unescaped.length() == 1 && unescaped.charAt(0) < 0x80) {
                separator = (byte) unescaped.charAt(0);
            }
            return;
        }
        int split = text.indexOf((char) separator);
        if (split < 1) {
            return;
        }
        String name = text.substring(1, split);
        String value = text.substring(split + 1);
        switch (name) {
            case "set_separator" -> setSeparator = value.isEmpty() ? "," : unescape(value);
            case "empty_field" -> emptyField = value;
            case "unset_field" -> unsetField = value;
            case "path" -> path = value;
            case "fields" -> declare(value);
            default -> {
                // #open, #close and #types change nothing: a field's kind follows from its name
            }
        }
    }

    private void declare(String names) {
        columns.clear();
        int column = 0;
        for (String name : names.split(Pattern.quote(String.valueOf((char) separator)), MAX_FIELDS)) {
            columns.putIfAbsent(name, column++);
        }
    }

    /** Which log this is, as its header says; null without one. */
    @Nullable
    String path() {
        return path;
    }

    /** Whether the header named the fields. */
    boolean isDeclared() {
        return !columns.isEmpty();
    }

    boolean has(String name) {
        return columns.containsKey(name);
    }

    /** Takes a row; false if it has not as many fields as the header names. */
    boolean row(byte[] bytes, int start, int length) {
        if (line.length < length) {
            line = new byte[Math.max(length, line.length * 2)];
        }
        System.arraycopy(bytes, start, line, 0, length);
        fields = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || line[i] == separator) {
                if (fields == MAX_FIELDS) {
                    return false;
                }
                if (fields == ends.length) {
                    ends = Arrays.copyOf(ends, fields * 2);
                }
                ends[fields++] = i;
            }
        }
        return fields >= columns.size();
    }

    private @Nullable String raw(String name) {
        Integer column = columns.get(name);
        if (column == null || column >= fields) {
            return null;
        }
        int start = column == 0 ? 0 : ends[column - 1] + 1;
        String text = new String(line, start, ends[column] - start, StandardCharsets.UTF_8);
        return text.isEmpty() || text.equals(unsetField) || text.equals(emptyField) ? null : text;
    }

    @Override
    public @Nullable String text(String name) {
        String raw = raw(name);
        return raw == null ? null : unescape(raw);
    }

    @Override
    public List<String> list(String name) {
        String raw = raw(name);
        if (raw == null) {
            return List.of();
        }
        List<String> elements = new ArrayList<>();
        int start = 0;
        while (start <= raw.length()) {
            int end = raw.indexOf(setSeparator, start);
            if (end < 0) {
                end = raw.length();
            }
            String element = raw.substring(start, end);
            if (!element.equals(unsetField) && !element.equals(emptyField)) {
                elements.add(unescape(element));
            }
            start = end + setSeparator.length();
        }
        return elements;
    }

    /** Resolves {@code \xhh} and {@code \\}; anything else stays as it is. Escaped bytes above 0x7f are UTF-8. */
    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int length = 0;
        for (int i = 0; i < from.length; i++) {
            if (from[i] == '\\' && i + 3 < from.length && from[i + 1] == 'x') {
                int high = Character.digit(from[i + 2], 16);
                int low = Character.digit(from[i + 3], 16);
                if (high >= 0 && low >= 0) {
                    to[length++] = (byte) (high << 4 | low);
                    i += 3;
                    continue;
                }
            } else if (from[i] == '\\' && i + 1 < from.length && from[i + 1] == '\\') {
                i++;
            }
            to[length++] = from[i];
        }
        return new String(to, 0, length, StandardCharsets.UTF_8);
    }
}
