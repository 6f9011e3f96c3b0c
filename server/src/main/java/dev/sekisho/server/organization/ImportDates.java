package dev.sekisho.server.organization;

import dev.sekisho.server.console.Language;
import dev.sekisho.server.scope.Refusal;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads days as lists have them: 2026-04-01, 2026/4/1, 2026年4月1日, or the number of days that spreadsheets count. */
final class ImportDates {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?");
    private static final Pattern COUNTED = Pattern.compile("[0-9]{4,6}");

    /** Day 0 of spreadsheets, which hold 1900 for a leap year. */
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

    private ImportDates() {}

    static LocalDate parse(String field, String text) {
        Matcher written = WRITTEN.matcher(text);
        try {
            if (written.matches()) {
                return LocalDate.of(
                        Integer.parseInt(written.group(1)),
                        Integer.parseInt(written.group(2)),
                        Integer.parseInt(written.group(3)));
            }
        } catch (DateTimeException e) {
            throw Refusal.invalid(field, "import.row.date", text);
        }
        if (COUNTED.matcher(text).matches()) {
            return DAY_ZERO.plusDays(Integer.parseInt(text));
        }
        return exported(text).orElseThrow(() -> Refusal.invalid(field, "import.row.date", text));
    }

    /** A day as our own exports write it. */
    private static Optional<LocalDate> exported(String text) {
        for (Language language : Language.values()) {
            DateTimeFormatter written =
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language.locale());
            ParsePosition place = new ParsePosition(0);
            TemporalAccessor parsed = written.parseUnresolved(text, place);
            if (parsed != null && place.getErrorIndex() < 0 && place.getIndex() == text.length()) {
                return resolved(text, written);
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> resolved(String text, DateTimeFormatter written) {
        try {
            return Optional.of(LocalDate.parse(text, written));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
