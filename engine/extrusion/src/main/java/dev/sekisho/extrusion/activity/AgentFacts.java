package dev.sekisho.extrusion.activity;

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
     * 4.0 or 5.0, no bracketed platform, MSIE below 5), or a product name with characters that do not belong there, of a
     * lone letter, or of digits alone.
     */
    static boolean isOdd(String agent) {
        String text = agent.strip();
        if (text.startsWith("Mozilla/")) {
            return isOddMozilla(text);
        }
        if (text.length() < 3) {
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
