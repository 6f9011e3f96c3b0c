package dev.sekisho.ledger.entry;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.note.Base64Text;
import dev.sekisho.ledger.tree.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Values of an entry with the salts that prove them: what is told to somebody who shall be able to check it. It may tell some
 * fields and keep others.
 *
 * <p>As a document it is text of these lines: {@code sekisho/ledger-opening/v1}, {@code entry} and the hash of the entry,
 * then for each field a line with the word {@code "field"}, its name, its salt and its value in UTF-8; hash, salt and value in Base64.
 *
 * @param entry hash of the entry in the tree
 * @param fields values by the names of their fields
 */
public record Opening(Hash entry, Map<String, OpenField> fields) {
    /** The most bytes of a document. */
    public static final int MOST_BYTES = 1 << 22;

    private static final String FIRST_LINE = "sekisho/ledger-opening/v1";

    public Opening {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        fields.keySet().forEach(FieldName::check);
    }

    /** One value with its salt. Does not change. */
    public static final class OpenField {
        private final byte[] salt;
        private final String value;

        /**
         * @param salt 32 bytes
         * @param value the text
         */
        public OpenField(byte[] salt, String value) {
            if (salt.length != EntrySalt.BYTES) {
                throw new IllegalArgumentException("the salt of a field has 32 bytes, but this one has " + salt.length);
            }
            this.salt = salt.clone();
            this.value = value;
        }

        /** The text. */
        public String value() {
            return value;
        }

        /** A copy of the salt. */
        public byte[] salt() {
            return salt.clone();
        }

        /** The digest that an entry holds if the field has this value. */
        Hash digest(String name) {
            return EntrySalt.digest(salt, name, value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OpenField that && Arrays.equals(salt, that.salt) && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /** Opens some or all fields of an entry. */
    public static Opening of(Entry entry, SortedMap<String, String> values, EntrySalt salt) {
        Map<String, OpenField> fields = new LinkedHashMap<>();
        values.forEach((name, value) -> fields.put(name, new OpenField(salt.ofField(name), value)));
        return new Opening(Hash.ofEntry(entry.encode()), fields);
    }

    /** The document. */
    public byte[] encode() {
        StringBuilder text =
                new StringBuilder(FIRST_LINE).append("\nentry ").append(entry).append('\n');
        fields.forEach((name, field) -> text.append("field ")
                .append(name)
                .append(' ')
                .append(Base64Text.encode(field.salt()))
                .append(' ')
                .append(Base64Text.encode(field.value().getBytes(StandardCharsets.UTF_8)))
                .append('\n'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a document. */
    public static Parsed<Opening> parse(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return Parsed.fault("expected an opening of at most " + MOST_BYTES + " bytes");
        }
        List<String> lines =
                new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
        if (lines.size() < 2
                || !lines.getFirst().equals(FIRST_LINE)
                || !lines.get(1).startsWith("entry ")) {
            return Parsed.fault(
                    "expected the lines \"" + FIRST_LINE + "\" and \"entry HASH\" at the start of an opening");
        }
        return Hash.parse(lines.get(1).substring("entry ".length())).then(entry -> {
            Map<String, OpenField> fields = new LinkedHashMap<>();
            for (String line : lines.subList(2, lines.size())) {
                if (fields.size() == Entry.MOST_FIELDS || !addField(line, fields)) {
                    return Parsed.fault(
                            "expected at most 64 different lines \"field NAME SALT VALUE\", but got \"" + line + "\"");
                }
            }
            return Parsed.value(new Opening(entry, fields));
        });
    }

    private static boolean addField(String line, Map<String, OpenField> fields) {
        String[] words = line.split(" ", -1);
        if (words.length != 4 || !words[0].equals("field") || !FieldName.isValid(words[1])) {
            return false;
        }
        Optional<byte[]> salt = Base64Text.decode(words[2]).filter(bytes -> bytes.length == EntrySalt.BYTES);
        Optional<String> value = Base64Text.decode(words[3]).flatMap(Opening::text);
        return salt.isPresent()
                && value.isPresent()
                && fields.put(words[1], new OpenField(salt.get(), value.get())) == null;
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
