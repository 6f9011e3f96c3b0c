package dev.sekisho.ledger.entry;

import java.util.regex.Pattern;

/** The rule for names of fields and kinds of entries: short ASCII words, so that they need no encoding and no care. */
final class FieldName {
    /** The most characters of a name. */
    static final int MOST_CHARACTERS = 64;

    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*(?:[.-][a-zA-Z0-9]+)*");

    private FieldName() {}

    static boolean isValid(String name) {
        return name.length() <= MOST_CHARACTERS && NAME.matcher(name).matches();
    }

    static String check(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "expected a name such as incident.closed, at most 64 characters, but got \"" + name + "\"");
        }
        return name;
    }
}
