package dev.sekisho.veil.vectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A place in a file of test vectors, addressed by names and positions. */
public final class VectorFile {
    private final Object value;

    private VectorFile(Object value) {
        this.value = value;
    }

    /** The file of this name. */
    public static VectorFile open(String name) {
        try (InputStream in = Objects.requireNonNull(VectorFile.class.getResourceAsStream(name), name);
                JsonParser parser = new JsonFactory().createParser(in)) {
            parser.nextToken();
            return new VectorFile(read(parser));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, read(parser));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(read(parser));
            }
            return array;
        }
        return parser.getText();
    }

    /** What is found there by names (of objects) and positions (of arrays). */
    public VectorFile at(Object... path) {
        Object found = value;
        for (Object step : path) {
            found = step instanceof Integer index
                    ? ((List<?>) found).get(index)
                    : Objects.requireNonNull(((Map<?, ?>) found).get(step), String.valueOf(step));
        }
        return new VectorFile(found);
    }

    /** Whether there is something of this name. */
    public boolean has(String name) {
        return ((Map<?, ?>) value).containsKey(name);
    }

    /** The members of an array. */
    public List<VectorFile> all() {
        return ((List<?>) value).stream().map(VectorFile::new).toList();
    }

    /** The names in an object. */
    public List<String> names() {
        return ((Map<?, ?>) value).keySet().stream().map(String.class::cast).toList();
    }

    public String text() {
        return (String) value;
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(text());
    }

    public int number() {
        return Integer.parseInt(text());
    }

    public Scalar scalar() {
        return Scalar.decode(bytes()).orElseThrow();
    }

    public Element element() {
        return Element.decode(bytes()).orElseThrow();
    }

    public Scalar scalar(Object... path) {
        return at(path).scalar();
    }

    public Element element(Object... path) {
        return at(path).element();
    }

    public byte[] bytes(Object... path) {
        return at(path).bytes();
    }
}
