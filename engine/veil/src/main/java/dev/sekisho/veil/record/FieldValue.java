package dev.sekisho.veil.record;

import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.ElementTable;
import dev.sekisho.veil.ristretto.Lizard;
import dev.sekisho.veil.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a field holds. */
public sealed interface FieldValue {
    /** The element that means "masked": Lizard of {@code ***}. No reading has this value. */
    Element MARKER = Text.padded("***".getBytes(StandardCharsets.US_ASCII));

    /** The element that is encrypted. */
    Element element();

    /**
     * A number, which can be added while it is encrypted: v G.
     *
     * @param value from 0 to 2^24 - 1
     */
    record Quantity(int value) implements FieldValue {
        /** One more than the greatest number. */
        public static final int LIMIT = 1 << 24;

        /** Checks the range. */
        public Quantity {
            if (value < 0 || value >= LIMIT) {
                throw new IllegalArgumentException("a number must be between 0 and 16777215, but is " + value);
            }
        }

        @Override
        public Element element() {
            return ElementTable.ofGenerator().times(Scalar.of(value));
        }

        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    /**
     * A short text: Lizard of its bytes, padded to 16 with n bytes of value n.
     *
     * @param value at most 15 bytes of UTF-8
     */
    record Text(String value) implements FieldValue {
        /** The most bytes of a text. */
        public static final int MOST_BYTES = Lizard.BYTES - 1;

        /** Checks the length, and that it is not the marker. */
        public Text {
            int length = value.getBytes(StandardCharsets.UTF_8).length;
            if (length > MOST_BYTES) {
                throw new IllegalArgumentException("a text has at most 15 bytes of UTF-8, but this one has " + length);
            }
            if (value.equals("***")) {
                throw new IllegalArgumentException("\"***\" stands for a masked field and cannot be a reading");
            }
        }

        @Override
        public Element element() {
            return padded(value.getBytes(StandardCharsets.UTF_8));
        }

        private static Element padded(byte[] text) {
            byte[] data = Arrays.copyOf(text, Lizard.BYTES);
            Arrays.fill(data, text.length, Lizard.BYTES, (byte) (Lizard.BYTES - text.length));
            return Lizard.encode(data);
        }

        /** The text in an element; empty if it holds none, or none that is properly padded and coded. */
        public static Optional<Text> decode(Element element) {
            return Lizard.decode(element).flatMap(Text::unpadded);
        }

        private static Optional<Text> unpadded(byte[] data) {
            int padding = data[Lizard.BYTES - 1];
            if (padding < 1 || padding > Lizard.BYTES) {
                return Optional.empty();
            }
            int length = Lizard.BYTES - padding;
            for (int i = length; i < Lizard.BYTES; i++) {
                if (data[i] != padding) {
                    return Optional.empty();
                }
            }
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(data, 0, length))
                        .toString();
                return text.equals("***") ? Optional.empty() : Optional.of(new Text(text));
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * A random element, good for nothing but deriving a key (epoch-KEM mode).
     *
     * @param element the element
     */
    record Key(Element element) implements FieldValue {
        @Override
        public String toString() {
            return "Key (secret)";
        }
    }

    /** The policy does not grant the field. */
    record Masked() implements FieldValue {
        @Override
        public Element element() {
            return MARKER;
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
