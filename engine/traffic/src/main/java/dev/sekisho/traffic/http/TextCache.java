package dev.sekisho.traffic.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Strings, header names and lists of header names that recur, found again by their bytes, so that a message that
 * resembles an earlier one costs no new strings. Bounded: each has one place by its hash, where the latest stays. Safe
 * between threads because everything kept is immutable and a lost update costs only a new string.
 */
final class TextCache {
    private static final int PLACES = 4096;
    private static final int LONGEST = 512;

    /** How many bytes of a longer text its hash looks at. */
    private static final int HASHED_BYTES = 16;

    private static final @Nullable Text[] TEXTS = new Text[PLACES];
    private static final @Nullable HeaderName[] NAMES = new HeaderName[PLACES];

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists of strings cannot be made otherwise
    private static final @Nullable List<String>[] LISTS = new List[PLACES];

    private TextCache() {}

    /** A string beside its bytes, which are compared faster than its characters. */
    private static final class Text {
        final byte[] bytes;
        final String string;

        Text(byte[] source, int from, int to) {
            bytes = Arrays.copyOfRange(source, from, to);
            string = new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** The bytes as ISO 8859-1 text. */
    static String text(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        }
        int place = hash(bytes, from, to) & PLACES - 1;
        Text kept = TEXTS[place];
        if (kept != null && Arrays.equals(kept.bytes, 0, kept.bytes.length, bytes, from, to)) {
            return kept.string;
        }
        Text fresh = new Text(bytes, from, to);
        TEXTS[place] = fresh;
        return fresh.string;
    }

    /** The bytes as the name of a header field. */
    static HeaderName name(byte[] bytes, int from, int to) {
        int place = hash(bytes, from, to) & PLACES - 1;
        HeaderName kept = NAMES[place];
        if (kept != null && equal(kept.text(), bytes, from, to - from)) {
            return kept;
        }
        HeaderName fresh = HeaderName.of(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        if (to - from <= LONGEST) {
            NAMES[place] = fresh;
        }
        return fresh;
    }

    /** The first {@code count} names as an immutable list. */
    static List<String> names(String[] names, int count) {
        if (count == 0) {
            return List.of();
        }
        int hash = count;
        for (int i = 0; i < count; i++) {
            hash = 31 * hash + names[i].hashCode();
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        List<String> kept = LISTS[place];
        if (kept != null && equal(kept, names, count)) {
            return kept;
        }
        List<String> fresh = List.of(Arrays.copyOf(names, count));
        LISTS[place] = fresh;
        return fresh;
    }

    private static boolean equal(String text, byte[] bytes, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != (bytes[from + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(List<String> list, String[] names, int count) {
        if (list.size() != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!list.get(i).equals(names[i])) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        int step = 1 + (to - from) / HASHED_BYTES;
        for (int i = to - 1; i >= from; i -= step) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 16;
    }
}
