package dev.sekisho.traffic.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one line of JSON: nested objects read by their path ({@code id.orig_h} whether nested or flat), arrays of
 * values as lists, arrays of objects as one list per field of theirs.
 */
final class JsonFields implements LogFields {
    /** Deeper than any log nests. */
    private static final int MAX_DEPTH = 32;

    /** More values than any line that is of use has. */
    private static final int MAX_VALUES = 8192;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(LineReader.MAX_LINE_BYTES)
                    .maxNameLength(1024)
                    .maxNumberLength(64)
                    .build())
            .build();

    private final Map<String, Object> values = new HashMap<>();
    private int taken;

    /** Takes a line; false if it is no JSON object or breaks a limit. */
    boolean row(byte[] bytes, int start, int length) {
        values.clear();
        taken = 0;
        try (JsonParser parser = JSON.createParser(bytes, start, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            object(parser, "");
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private void object(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            value(parser, parser.nextToken(), name, false);
        }
    }

    private void value(JsonParser parser, JsonToken token, String name, boolean inArray) throws IOException {
        if (++taken > MAX_VALUES) {
            throw new IOException("more than " + MAX_VALUES + " values in one line");
        }
        switch (token) {
            case START_OBJECT -> object(parser, name + '.');
            case START_ARRAY -> {
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    value(parser, next, name, true);
                }
            }
            case VALUE_NULL -> {
                // the same as absent
            }
            default -> put(name, parser.getText(), inArray);
        }
    }

    @SuppressWarnings("unchecked")
    private void put(String name, String text, boolean inArray) {
        Object present = values.get(name);
        if (present instanceof List<?> list) {
            ((List<String>) list).add(text);
        } else if (present != null || inArray) {
            List<String> list = new ArrayList<>();
            if (present != null) {
                list.add((String) present);
            }
            list.add(text);
            values.put(name, list);
        } else {
            values.put(name, text);
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Override
    public @Nullable String text(String name) {
        Object value = values.get(name);
        String text = value instanceof List<?> list ? (String) list.getFirst() : (String) value;
        return text == null || text.isEmpty() || text.equals("(empty)") ? null : text;
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<String> list(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list ? (List<String>) list : List.of((String) value);
    }
}
