package dev.sekisho.veil.conversion;

import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.record.NumberTable;
import dev.sekisho.veil.ristretto.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decrypts rows at the service that they are for. Safe for use by several threads. */
public final class RowReader {
    private final Schema schema;
    private final List<String> columns;
    private final Map<String, ServiceSecretKey> keys;
    private final NumberTable numbers;

    /**
     * A reader.
     *
     * @param keys the service's keys by purpose, the identity's and those of its columns
     */
    public RowReader(
            Directory directory, String service, int schema, Map<String, ServiceSecretKey> keys, NumberTable numbers) {
        this.schema = directory
                .schema(schema)
                .orElseThrow(() -> new IllegalArgumentException("the directory has no schema " + schema));
        this.columns = directory.columns(service, schema);
        this.keys = Map.copyOf(keys);
        this.numbers = numbers;
    }

    /** What a row says; empty if a value is none of its field's form, which an honest row never is. */
    public Optional<Reading> read(Row row) {
        if (row.columns().size() != columns.size()) {
            return Optional.empty();
        }
        Element pseudonym = key(Schema.IDENTITY).decrypt(row.identity());
        if (pseudonym.isIdentity()) {
            return Optional.empty();
        }
        Map<String, FieldValue> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            Optional<FieldValue> value =
                    value(column, key(column).decrypt(row.columns().get(i)));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(column, value.get());
        }
        return Optional.of(new Reading(pseudonym, values));
    }

    private Optional<FieldValue> value(String column, Element element) {
        if (element.equals(FieldValue.MARKER)) {
            return Optional.of(new FieldValue.Masked());
        }
        return switch (schema.form(column)) {
            case NUMBER ->
                numbers.find(element, FieldValue.Quantity.LIMIT).stream()
                        .mapToObj(number -> (FieldValue) new FieldValue.Quantity((int) number))
                        .findFirst();
            case TEXT -> FieldValue.Text.decode(element).map(text -> text);
            case KEY -> Optional.of(new FieldValue.Key(element));
        };
    }

    private ServiceSecretKey key(String purpose) {
        ServiceSecretKey key = keys.get(purpose);
        if (key == null) {
            throw new IllegalStateException("the service has no key for \"" + purpose + "\"");
        }
        return key;
    }
}
