package dev.sekisho.veil.directory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of a kind of record, in the order in which they travel.
 *
 * @param number from 0 to 65535
 * @param fields the fields, at least one, each with a name of its own
 */
public record Schema(int number, List<Field> fields) {
    /** The most fields of a schema. */
    public static final int MOST_FIELDS = 255;

    /** The purpose of the identity; no field may have this name. */
    public static final String IDENTITY = "id";

    /** Copies and checks. */
    public Schema {
        fields = List.copyOf(fields);
        if (number < 0 || number > 0xffff) {
            throw new IllegalArgumentException("a schema's number must be between 0 and 65535, but is " + number);
        }
        if (fields.isEmpty() || fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException(
                    "a schema has between 1 and " + MOST_FIELDS + " fields, but this one has " + fields.size());
        }
        Set<String> names = new HashSet<>(Set.of(IDENTITY));
        for (Field field : fields) {
            if (field.name().isEmpty() || !names.add(field.name())) {
                throw new IllegalArgumentException(
                        "each field needs a name of its own other than \"id\", but \"" + field.name() + "\" is not");
            }
        }
    }

    /** The names of the fields, in order. */
    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** The form of a field. */
    public FieldForm form(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("schema " + number + " has no field \"" + name + "\""))
                .form();
    }

    /**
     * A field.
     *
     * @param name its name, also the purpose of its keys
     * @param form how its value becomes an element
     */
    public record Field(String name, FieldForm form) {}
}
