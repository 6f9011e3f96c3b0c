package dev.sekisho.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers in words for people: 1,234 packets, 84.2 MB, 2 min 5 s. The same on every machine, whatever its locale. */
final class Quantity {
    private static final String[] SIZE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Quantity() {}

    /** A whole number with thousands separators. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number and its noun: "1 file", "2 files". */
    static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** A number of bytes in powers of 1000, with three significant digits. */
    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < SIZE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String format = unit == 0 || value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
        return String.format(Locale.ROOT, format, value, SIZE_UNITS[unit]);
    }

    /** A duration in its two largest units that matter. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            double exact = duration.toMillis() / 1000.0;
            return String.format(Locale.ROOT, exact < 9.995 ? "%.2f s" : "%.1f s", exact);
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
    }
}
