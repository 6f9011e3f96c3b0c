package dev.sekisho.traffic.log;

import java.time.Instant;

/** Times as the logs write them, in nanoseconds since the epoch. */
final class LogTime {
    /** What is not a time. */
    static final long NONE = Long.MIN_VALUE;

    /** The largest number of seconds that fits: the year 2262. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

    private LogTime() {}

    /** Reads seconds with a fraction, or RFC 3339 with {@code Z}, {@code +hh:mm} or {@code +hhmm}. */
    static long parse(String text) {
        if (text.length() > 10 && text.charAt(4) == '-') {
            return parseDate(text);
        }
        return parseSeconds(text);
    }

    private static long parseSeconds(String text) {
        int at = 0;
        boolean negative = text.startsWith("-");
        if (negative) {
            at++;
        }
        long seconds = 0;
        int digits = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            seconds = seconds * 10 + (text.charAt(at++) - '0');
            digits++;
            if (seconds > MAX_SECONDS) {
                return NONE;
            }
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            return parseScientific(text);
        }
        long nanos = 0;
        if (at < text.length()) {
            if (text.charAt(at) != '.') {
                return NONE;
            }
            long unit = 100_000_000;
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == 'e' || c == 'E') {
                    return parseScientific(text);
                }
                if (!isDigit(c)) {
                    return NONE;
                }
                nanos += unit * (c - '0');
                unit /= 10;
                digits++;
            }
        }
        if (digits == 0) {
            return NONE;
        }
        long total = seconds * 1_000_000_000L + nanos;
        return negative ? -total : total;
    }

    private static long parseScientific(String text) {
        try {
            double seconds = Double.parseDouble(text);
            return Math.abs(seconds) < MAX_SECONDS ? Math.round(seconds * 1e9) : NONE;
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    private static long parseDate(String text) {
        if (text.length() < 19 || text.charAt(7) != '-' || text.charAt(13) != ':' || text.charAt(16) != ':') {
            return NONE;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
        if (year < 1700 || year > 2261 || month < 1 || month > 12 || day < 1 || day > 31) {
            return NONE;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return NONE;
        }
        long nanos = 0;
        int at = 19;
        if (at < text.length() && text.charAt(at) == '.') {
            long unit = 100_000_000;
            for (at++; at < text.length() && isDigit(text.charAt(at)); at++) {
                nanos += unit * (text.charAt(at) - '0');
                unit /= 10;
            }
        }
        long offset = offsetSeconds(text, at);
        if (offset == NONE) {
            return NONE;
        }
        long seconds = daysFromEpoch(year, month, day) * 86_400L + hour * 3600L + minute * 60L + second - offset;
        return seconds * 1_000_000_000L + nanos;
    }

    private static long offsetSeconds(String text, int at) {
        String zone = text.substring(at);
        if (zone.isEmpty() || zone.equals("Z") || zone.equals("z")) {
            return 0;
        }
        char sign = zone.charAt(0);
        String clock = zone.substring(1).replace(":", "");
        if ((sign != '+' && sign != '-') || clock.length() != 4) {
            return NONE;
        }
        int hours = digits(clock, 0, 2);
        int minutes = digits(clock, 2, 2);
        if (hours < 0 || minutes < 0) {
            return NONE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    /** Days since 1970-01-01 of a date in the Gregorian calendar, counted in years that begin in March. */
    private static long daysFromEpoch(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shifted, 400);
        int yearOfEra = (int) (shifted - era * 400);
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365L + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    /** The number that {@code count} digits write, −1 if they are not all digits. */
    private static int digits(String text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            value = value * 10 + (text.charAt(i) - '0');
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
