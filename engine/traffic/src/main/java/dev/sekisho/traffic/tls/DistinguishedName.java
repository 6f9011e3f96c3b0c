package dev.sekisho.traffic.tls;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The name of a certificate's subject or issuer as text (RFC 4514): most specific part first. Attribute types that
 * RFC 4514 gives no short name keep the customary one where there is one, and are dotted numbers with their value in
 * hexadecimal otherwise.
 */
final class DistinguishedName {
    /** Longer names are cut. */
    static final int MAX_CHARACTERS = 2048;

    private static final int UTF8_STRING = 12;
    private static final int PRINTABLE_STRING = 19;
    private static final int TELETEX_STRING = 20;
    private static final int IA5_STRING = 22;
    private static final int UNIVERSAL_STRING = 28;
    private static final int BMP_STRING = 30;

    /** RFC 4519 attribute types under 2.5.4, whose third content octet is the number. */
    private static final int COMMON_NAME = 3;

    private static final String DOMAIN_COMPONENT = "0992268993f22c640119";
    private static final String USER_ID = "0992268993f22c640101";
    private static final String EMAIL_ADDRESS = "2a864886f70d010901";

    private final StringBuilder text = new StringBuilder();
    private @Nullable String commonName;

    private DistinguishedName() {}

    /** Reads the content of a Name, from {@code offset} to {@code end}. */
    static DistinguishedName parse(byte[] bytes, int offset, int end) {
        DistinguishedName name = new DistinguishedName();
        DerReader sets = new DerReader(bytes, offset, end);
        while (sets.next() && name.text.length() < MAX_CHARACTERS) {
            StringBuilder part = new StringBuilder();
            DerReader attributes = sets.inside();
            while (attributes.next() && part.length() < MAX_CHARACTERS) {
                if (!part.isEmpty()) {
                    part.append('+');
                }
                name.attribute(part, attributes.inside());
            }
            if (!name.text.isEmpty()) {
                part.append(',');
            }
            name.text.insert(0, part);
        }
        if (name.text.length() > MAX_CHARACTERS) {
            name.text.setLength(MAX_CHARACTERS);
        }
        return name;
    }

    private void attribute(StringBuilder part, DerReader reader) {
        if (!reader.next(DerReader.OBJECT_IDENTIFIER)) {
            return;
        }
        int typeStart = reader.start();
        int typeLength = reader.end() - typeStart;
        byte[] bytes = reader.bytes();
        if (!reader.next()) {
            return;
        }
        String shortName = shortName(bytes, typeStart, typeLength);
        String value = string(reader);
        if (shortName == null || value == null) {
            part.append(shortName == null ? dotted(bytes, typeStart, typeLength) : shortName);
            part.append("=#").append(HexFormat.of().formatHex(bytes, reader.elementStart(), reader.end()));
            return;
        }
        if (isUnderAttributeTypes(bytes, typeStart, typeLength) && bytes[typeStart + 2] == COMMON_NAME) {
            commonName = value;
        }
        part.append(shortName).append('=');
        escape(part, value);
    }

    private static boolean isUnderAttributeTypes(byte[] bytes, int start, int length) {
        return length == 3 && bytes[start] == 0x55 && bytes[start + 1] == 4;
    }

    private static @Nullable String shortName(byte[] bytes, int start, int length) {
        if (isUnderAttributeTypes(bytes, start, length)) {
            return switch (bytes[start + 2]) {
                case COMMON_NAME -> "CN";
                case 4 -> "SN";
                case 5 -> "serialNumber";
                case 6 -> "C";
                case 7 -> "L";
                case 8 -> "ST";
                case 9 -> "STREET";
                case 10 -> "O";
                case 11 -> "OU";
                case 12 -> "title";
                case 13 -> "description";
                case 15 -> "businessCategory";
                case 17 -> "postalCode";
                case 42 -> "givenName";
                default -> null;
            };
        }
        return switch (HexFormat.of().formatHex(bytes, start, start + Math.min(length, 16))) {
            case DOMAIN_COMPONENT -> "DC";
            case USER_ID -> "UID";
            case EMAIL_ADDRESS -> "emailAddress";
            default -> null;
        };
    }

    private static @Nullable String string(DerReader value) {
        Charset charset = switch (value.tag()) {
            case UTF8_STRING -> StandardCharsets.UTF_8;
            case PRINTABLE_STRING, IA5_STRING, TELETEX_STRING -> StandardCharsets.ISO_8859_1;
            case BMP_STRING -> StandardCharsets.UTF_16BE;
            case UNIVERSAL_STRING -> StandardCharsets.UTF_32BE;
            default -> null;
        };
        return charset == null ? null : new String(value.bytes(), value.start(), value.end() - value.start(), charset);
    }

    /** RFC 4514, section 2.4; control characters are escaped too. */
    private static void escape(StringBuilder part, String value) {
        int last = value.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = value.charAt(i);
            boolean atEdge = (c == ' ' && (i == 0 || i == last)) || (c == '#' && i == 0);
            if (c < ' ' || c == 0x7f) {
                part.append('\\').append(HexFormat.of().toHexDigits((byte) c));
            } else if (atEdge || "\"+,;<>\\".indexOf(c) >= 0) {
                part.append('\\').append(c);
            } else {
                part.append(c);
            }
        }
    }

    private static String dotted(byte[] bytes, int start, int length) {
        StringBuilder result = new StringBuilder();
        long arc = 0;
        for (int i = start; i < start + Math.min(length, 64); i++) {
            arc = (arc << 7 | (bytes[i] & 0x7f)) & 0x7fffffffffffL;
            if (bytes[i] >= 0) {
                if (result.isEmpty()) {
                    long first = Math.min(arc / 40, 2);
                    result.append(first).append('.').append(arc - first * 40);
                } else {
                    result.append('.').append(arc);
                }
                arc = 0;
            }
        }
        return result.toString();
    }

    /** The most specific common name, null if there is none. */
    @Nullable
    String commonName() {
        return commonName;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
