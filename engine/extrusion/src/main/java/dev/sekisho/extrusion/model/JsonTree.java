package dev.sekisho.extrusion.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value as maps, lists, texts and numbers, with readers that name what is missing. */
final class JsonTree {
    private final String path;
    private final @Nullable Object value;

    private JsonTree(String path, @Nullable Object value) {
        this.path = path;
        this.value = value;
    }

    static JsonTree read(JsonParser parser) throws IOException {
        parser.nextToken();
        return new JsonTree("model", value(parser));
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("expected a model, but the file is empty");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> map && map.get(name) != null;
    }

    JsonTree field(String name) throws IOException {
        Object found = value instanceof Map<?, ?> map ? map.get(name) : null;
        if (found == null) {
            throw new IOException("expected " + path + " to have \"" + name + "\", but it has not");
        }
        return new JsonTree(path + "." + name, found);
    }

    List<JsonTree> items() throws IOException {
        if (!(value instanceof List<?> list)) {
            throw new IOException("expected " + path + " to be a list, but it is not");
        }
        List<JsonTree> items = new ArrayList<>(list.size());
        for (Object each : list) {
            items.add(new JsonTree(path + "[]", each));
        }
        return items;
    }

    double number() throws IOException {
        if (value instanceof Double number) {
            return number;
        }
        throw new IOException("expected " + path + " to be a number, but it is not");
    }

    int integer() throws IOException {
        return (int) number();
    }

    String text() throws IOException {
        if (value instanceof String text) {
            return text;
        }
        throw new IOException("expected " + path + " to be a text, but it is not");
    }

    double[] numbers() throws IOException {
        List<JsonTree> items = items();
        double[] result = new double[items.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = items.get(i).number();
        }
        return result;
    }

    int[] integers() throws IOException {
        double[] numbers = numbers();
        int[] result = new int[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (int) numbers[i];
        }
        return result;
    }
}
