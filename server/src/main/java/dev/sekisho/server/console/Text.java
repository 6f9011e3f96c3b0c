package dev.sekisho.server.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Map;
import java.util.Set;

/** What is said in one language, and how it writes dates and numbers. Safe to use from all threads. */
public final class Text {
    private final Language language;
    private final Map<String, String> texts;
    private final DateTimeFormatter day;
    private final DateTimeFormatter moment;

    Text(Language language, Map<String, String> texts) {
        this.language = language;
        this.texts = Map.copyOf(texts);
        this.day = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language.locale());
        this.moment = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(language.locale());
    }

    public Language language() {
        return language;
    }

    /** The text of a key, with {@code {0}}, {@code {1}} … replaced by the arguments. */
    public String of(String key, Object... arguments) {
        String text = texts.getOrDefault(key, key);
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return text;
    }

    /** The text of a value of an enum: the key {@code enum.NAME-OF-TYPE.VALUE}. */
    public String of(Enum<?> value) {
        return of("enum." + value.getDeclaringClass().getSimpleName() + "." + value.name());
    }

    public String day(LocalDate date) {
        return day.format(date);
    }

    /** A moment in the zone of the one who reads. */
    public String moment(Instant instant, ZoneId zone) {
        return moment.format(instant.atZone(zone));
    }

    public String number(long number) {
        return String.format(language.locale(), "%,d", number);
    }

    Set<String> keys() {
        return texts.keySet();
    }
}
