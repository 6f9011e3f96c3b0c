package dev.sekisho.server.console;

import java.util.Locale;

/** The languages in which every text exists. */
public enum Language {
    EN(Locale.ENGLISH, "English"),
    JA(Locale.JAPANESE, "日本語");

    private final Locale locale;
    private final String ownName;

    Language(Locale locale, String ownName) {
        this.locale = locale;
        this.ownName = ownName;
    }

    public Locale locale() {
        return locale;
    }

    /** Its name in itself. */
    public String ownName() {
        return ownName;
    }

    /** Its tag (RFC 5646): {@code en}, {@code ja}. */
    public String tag() {
        return locale.getLanguage();
    }

    /** The language of a locale; English where there is no better. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals("ja") ? JA : EN;
    }
}
