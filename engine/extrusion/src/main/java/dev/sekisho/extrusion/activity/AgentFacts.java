package dev.sekisho.extrusion.activity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a User-Agent header looks like, judged by the form that RFC 9110, section 10.1.5 and the browsers' habit give
 * it, not by a list of products.
 */
final class AgentFacts {
    private AgentFacts() {}

    /** Whether it claims to be a browser. */
    static boolean claimsBrowser(@Nullable String agent) {
        return agent != null && (agent.startsWith("Mozilla/") || agent.startsWith("Opera/"));
    }

    /**
     * Whether it is unlike what programs send: a browser's claim in a form that no browser has (a version other than
     * 4.0 or 5.0, no bracketed platform, MSIE below 5) or under a misspelt name, or a product name with characters that do not belong there, of a
     * lone letter, or of digits alone.
     */
    static boolean isOdd(String agent) {
        String text = agent.strip();
        if (text.startsWith("Mozilla/")) {
            return isOddMozilla(text);
        }
        if (text.length() < 3 || isMisspeltMozilla(text)) {
            return true;
        }
        int letters = 0;
        int digits = 0;
        int bracket = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bracket += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (Character.isLetter(c)) {
                letters++;
            } else if (Character.isDigit(c)) {
                digits++;
            } else if (bracket == 0 && " ()/._-;:,+@[]'&!~%#=".indexOf(c) < 0) {
                return true;
            }
        }
        boolean versioned = text.indexOf('/') > 0;
        return letters == 0 || (!versioned && digits > letters);
    }

    /** Whether the product is called nearly but not quite Mozilla: one letter more, less or other. */
    private static boolean isMisspeltMozilla(String text) {
        int slash = text.indexOf('/');
        String name = (slash < 0 ? text : text.substring(0, slash)).toLowerCase(Locale.ROOT);
        String right = "mozilla";
        if (Math.abs(name.length() - right.length()) > 1) {
            return false;
        }
        int same = 0;
        while (same < Math.min(name.length(), right.length()) && name.charAt(same) == right.charAt(same)) {
            same++;
        }
        int sameEnd = 0;
        while (sameEnd < Math.min(name.length(), right.length()) - same
                && name.charAt(name.length() - 1 - sameEnd) == right.charAt(right.length() - 1 - sameEnd)) {
            sameEnd++;
        }
        return same + sameEnd >= Math.max(name.length(), right.length()) - 1;
    }

    private static boolean isOddMozilla(String text) {
        if (text.startsWith("Mozilla/4.0")) {
            int msie = text.indexOf("MSIE ");
            char version = msie < 0 || msie + 5 >= text.length() ? '9' : text.charAt(msie + 5);
            return text.indexOf('(') < 0 || (version < '5' && version != '1');
        }
        if (text.startsWith("Mozilla/5.0")) {
            return text.indexOf('(') < 0 || text.indexOf(')') < 0;
        }
        return true;
    }
}
