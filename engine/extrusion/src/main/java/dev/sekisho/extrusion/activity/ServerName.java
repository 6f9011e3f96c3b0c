package dev.sekisho.extrusion.activity;

import java.util.Set;

/** What the name of a server tells by its form alone. */
public final class ServerName {
    private static final Set<String> LOCAL_ENDINGS = Set.of(
            "local",
            "localdomain",
            "lan",
            "home",
            "internal",
            "intranet",
            "corp",
            "private",
            "arpa",
            "localhost",
            "test");
    private static final Set<String> SECOND_LEVELS = Set.of(
            "co", "com", "ac", "or", "ne", "go", "gov", "gob", "edu", "net", "org", "mil", "nom", "gr", "ed", "lg",
            "ad");

    private ServerName() {}

    /** Whether {@code server} is an IPv4 or IPv6 address literal. */
    public static boolean isLiteral(String server) {
        if (server.isEmpty()) {
            return false;
        }
        boolean colon = false;
        boolean digitsAndDots = true;
        int dots = 0;
        for (int i = 0; i < server.length(); i++) {
            char c = server.charAt(i);
            colon |= c == ':';
            dots += c == '.' ? 1 : 0;
            digitsAndDots &= c == '.' || (c >= '0' && c <= '9');
        }
        return colon || (digitsAndDots && dots == 3);
    }

    /** Whether {@code name} can only be resolved inside an organisation: one label, or a local ending. */
    public static boolean isLocal(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 || LOCAL_ENDINGS.contains(name.substring(dot + 1));
    }

    /**
     * The part of {@code name} that somebody registered, by the usual depth of the zones: the last two labels, three
     * below a two-letter country with a customary second level. An address literal is its own.
     */
    public static String registered(String name) {
        if (isLiteral(name)) {
            return name;
        }
        int last = name.lastIndexOf('.');
        if (last <= 0) {
            return name;
        }
        int second = name.lastIndexOf('.', last - 1);
        if (second <= 0) {
            return name;
        }
        boolean country = name.length() - last - 1 == 2;
        if (country && SECOND_LEVELS.contains(name.substring(second + 1, last))) {
            int third = name.lastIndexOf('.', second - 1);
            return name.substring(third + 1);
        }
        return name.substring(second + 1);
    }
}
