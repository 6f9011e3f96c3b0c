package dev.sekisho.traffic.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** On whose behalf a proxy says it asks: {@code Forwarded} (RFC 7239), {@code X-Forwarded-For} and proxy users. */
final class Forwarding {
    private Forwarding() {}

    /** The client of the first element of a Forwarded header, without port; null if it is unknown or not named. */
    static @Nullable String forwarded(String value) {
        String first = firstElement(value);
        for (String pair : first.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && pair.substring(0, equals)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals("for")) {
                return node(pair.substring(equals + 1));
            }
        }
        return null;
    }

    /** The client of the first element of an X-Forwarded-For header, without port; null if it is unknown. */
    static @Nullable String xForwardedFor(String value) {
        return node(firstElement(value));
    }

    /** The user of Basic credentials (RFC 7617), null if there is none; the password is wiped. */
    static @Nullable String basicUser(byte[] bytes, int from, int to) {
        String scheme = "basic ";
        if (to - from <= scheme.length()) {
            return null;
        }
        for (int i = 0; i < scheme.length(); i++) {
            if (Character.toLowerCase(bytes[from + i]) != scheme.charAt(i)) {
                return null;
            }
        }
        byte[] coded = Arrays.copyOfRange(bytes, from + scheme.length(), to);
        byte[] plain;
        try {
            plain = Base64.getMimeDecoder().decode(coded);
        } catch (IllegalArgumentException e) {
            return null;
        } finally {
            Arrays.fill(coded, (byte) 0);
        }
        int colon = 0;
        while (colon < plain.length && plain[colon] != ':') {
            colon++;
        }
        String user = new String(plain, 0, colon, StandardCharsets.UTF_8);
        boolean separated = colon < plain.length;
        Arrays.fill(plain, (byte) 0);
        return separated && !user.isEmpty() ? user : null;
    }

    private static String firstElement(String value) {
        int comma = value.indexOf(',');
        return comma < 0 ? value : value.substring(0, comma);
    }

    private static @Nullable String node(String text) {
        String node = text.strip();
        if (node.length() >= 2 && node.startsWith("\"") && node.endsWith("\"")) {
            node = node.substring(1, node.length() - 1);
        }
        if (node.startsWith("[")) {
            int bracket = node.indexOf(']');
            node = bracket < 0 ? node.substring(1) : node.substring(1, bracket);
        } else if (node.indexOf(':') >= 0 && node.indexOf(':') == node.lastIndexOf(':')) {
            node = node.substring(0, node.indexOf(':'));
        }
        return node.isEmpty() || node.equalsIgnoreCase("unknown") ? null : node;
    }
}
