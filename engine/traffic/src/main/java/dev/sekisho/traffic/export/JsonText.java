package dev.sekisho.traffic.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds JSON (RFC 8259) as UTF-8 bytes in one growing array. Made for commands that run for half a second: it costs no
 * class loading to speak of, and no garbage per value.
 */
final class JsonText {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes;
    private int length;

    JsonText(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void writeTo(OutputStream output) throws IOException {
        output.write(bytes, 0, length);
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** Appends ASCII text as it is. */
    JsonText raw(String ascii) {
        int count = ascii.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    JsonText raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    JsonText number(long value) {
        if (value < 0) {
            return raw(Long.toString(value));
        }
        reserve(19);
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Appends a number with exactly {@code digits} digits. */
    private void padded(int value, int digits) {
        int rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Appends a string in quotation marks, or {@code null}. A lone surrogate becomes U+FFFD. */
    JsonText string(@Nullable String text) {
        if (text == null) {
            return raw("null");
        }
        int count = text.length();
        reserve(6 * count + 2);
        byte[] to = bytes;
        int at = length;
        to[at++] = '"';
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                to[at++] = (byte) c;
            } else if (c < 0x80) {
                at = escape(to, at, c);
            } else if (c < 0x800) {
                to[at++] = (byte) (0xc0 | (c >> 6));
                to[at++] = (byte) (0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                to[at++] = (byte) (0xf0 | (point >> 18));
                to[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                to[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                to[at++] = (byte) (0x80 | (point & 0x3f));
            } else {
                int point = Character.isSurrogate(c) ? 0xfffd : c;
                to[at++] = (byte) (0xe0 | (point >> 12));
                to[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                to[at++] = (byte) (0x80 | (point & 0x3f));
            }
        }
        to[at++] = '"';
        length = at;
        return this;
    }

    private static int escape(byte[] to, int from, char c) {
        int at = from;
        to[at++] = '\\';
        switch (c) {
            case '"', '\\' -> to[at++] = (byte) c;
            case '\n' -> to[at++] = 'n';
            case '\r' -> to[at++] = 'r';
            case '\t' -> to[at++] = 't';
            default -> {
                to[at++] = 'u';
                to[at++] = '0';
                to[at++] = '0';
                to[at++] = HEX[c >> 4];
                to[at++] = HEX[c & 0xf];
            }
        }
        return at;
    }

    JsonText strings(List<String> texts) {
        raw('[');
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                raw(',');
            }
            string(texts.get(i));
        }
        return raw(']');
    }

    /** Appends a time as RFC 3339 in UTC with six digits of fraction, nine where they tell more; or {@code null}. */
    JsonText time(@Nullable Instant time) {
        if (time == null) {
            return raw("null");
        }
        raw('"');
        bareTime(time);
        return raw('"');
    }

    /** Appends a time as {@link #time} does, without quotation marks. */
    void bareTime(Instant time) {
        long seconds = time.getEpochSecond();
        long days = Math.floorDiv(seconds, 86_400L);
        int secondOfDay = Math.floorMod(seconds, 86_400);
        if (days < -719_528 || days > 2_932_896) {
            raw(time.toString());
            return;
        }
        reserve(30);
        date(days);
        bytes[length++] = 'T';
        padded(secondOfDay / 3600, 2);
        bytes[length++] = ':';
        padded(secondOfDay / 60 % 60, 2);
        bytes[length++] = ':';
        padded(secondOfDay % 60, 2);
        bytes[length++] = '.';
        int nanos = time.getNano();
        padded(nanos / 1000, 6);
        if (nanos % 1000 != 0) {
            padded(nanos % 1000, 3);
        }
        bytes[length++] = 'Z';
    }

    /** The Gregorian date of a day since 1970-01-01, reckoned in years that begin in March and eras of 400 years. */
    private void date(long daysSinceEpoch) {
        long days = daysSinceEpoch + 719_468;
        long era = Math.floorDiv(days, 146_097L);
        int dayOfEra = (int) (days - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        padded(year, 4);
        bytes[length++] = '-';
        padded(month, 2);
        bytes[length++] = '-';
        padded(day, 2);
    }
}
