package dev.sekisho.traffic.http;

/**
 * Decodes the header blocks of one direction of an HTTP/2 connection (HPACK, RFC 7541). Values that must not be kept
 * (cookies, credentials) count in the table but are not in it.
 */
final class HpackDecoder {
    private static final int MAX_INTEGER_BITS = 28;
    private static final HeaderName NO_NAME = HeaderName.of("");

    /** Takes the fields of a header block in order. */
    interface Fields {
        /**
         * One field.
         *
         * @param value cut to {@link MessageHead#MAX_VALUE_BYTES}; of Basic proxy credentials the user alone, empty for
         *     cookies and other credentials
         */
        void field(HeaderName name, String value);
    }

    private final HpackTable table = new HpackTable();
    private byte[] scratch = new byte[256];
    private byte[] bytes = scratch;
    private int at;
    private int end;
    private boolean malformed;

    /** Where the latest string literal lies: in the block itself or, decoded, in the scratch array. */
    private byte[] source = scratch;

    private int textLength;

    /**
     * Decodes a whole header block. False if it is malformed: then no later block of the direction can be decoded
     * either.
     */
    boolean decode(byte[] block, int from, int to, Fields fields) {
        bytes = block;
        at = from;
        end = to;
        malformed = false;
        while (at < end && !malformed) {
            representation(fields);
        }
        return !malformed;
    }

    /** Bytes in the dynamic table, as RFC 7541 section 4.1 counts them. */
    int tableBytes() {
        return table.bytes();
    }

    private void representation(Fields fields) {
        int first = bytes[at];
        if ((first & 0x80) != 0) {
            indexed(integer(7), fields);
        } else if ((first & 0x40) != 0) {
            literal(integer(6), true, fields);
        } else if ((first & 0x20) != 0) {
            malformed |= !table.resize(integer(5));
        } else {
            literal(integer(4), false, fields);
        }
    }

    private void indexed(int index, Fields fields) {
        HpackTable.Entry entry = malformed ? null : table.at(index);
        if (entry == null) {
            malformed = true;
        } else {
            fields.field(entry.name(), entry.value());
        }
    }

    private void literal(int nameIndex, boolean remembered, Fields fields) {
        HeaderName name = name(nameIndex);
        if (malformed) {
            return;
        }
        int nameLength = name.text().length();
        String value = value(name);
        if (malformed) {
            return;
        }
        fields.field(name, value);
        if (remembered) {
            table.add(name, value, nameLength + textLength);
        }
    }

    private HeaderName name(int index) {
        if (!malformed && index > 0) {
            HpackTable.Entry entry = table.at(index);
            if (entry != null) {
                return entry.name();
            }
            malformed = true;
        }
        int from = text();
        return malformed ? NO_NAME : TextCache.name(source, from, from + textLength);
    }

    private String value(HeaderName name) {
        int from = text();
        if (malformed) {
            return "";
        }
        int to = from + Math.min(textLength, MessageHead.MAX_VALUE_BYTES);
        return switch (name.kind()) {
            case COOKIE, SET_COOKIE, AUTHORIZATION -> "";
            case PROXY_AUTHORIZATION -> {
                String user = Forwarding.basicUser(source, from, to);
                yield user == null ? "" : user;
            }
            default -> TextCache.text(source, from, to);
        };
    }

    /** A string literal (section 5.2): returns where it begins in {@code source}; {@code textLength} has its length. */
    private int text() {
        if (malformed || at >= end) {
            malformed = true;
            return 0;
        }
        boolean huffman = (bytes[at] & 0x80) != 0;
        int length = integer(7);
        if (malformed || length > end - at) {
            malformed = true;
            return 0;
        }
        int from = at;
        at += length;
        if (!huffman) {
            source = bytes;
            textLength = length;
            return from;
        }
        int room = HuffmanCode.maxDecodedLength(length);
        if (scratch.length < room) {
            scratch = new byte[room];
        }
        source = scratch;
        textLength = HuffmanCode.decode(bytes, from, at, scratch);
        malformed |= textLength == HuffmanCode.MALFORMED;
        return 0;
    }

    /** An integer with a prefix of {@code prefixBits} (section 5.1). */
    private int integer(int prefixBits) {
        int mask = (1 << prefixBits) - 1;
        int value = bytes[at++] & mask;
        if (value < mask) {
            return value;
        }
        for (int shift = 0; at < end && shift < MAX_INTEGER_BITS; shift += 7) {
            int next = bytes[at++] & 0xff;
            value += (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        malformed = true;
        return 0;
    }
}
