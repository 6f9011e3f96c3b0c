package dev.sekisho.server.incident;

import java.util.Locale;

/** What is left to read of HTML: no tags, no scripts, no styles. In one pass, whatever it is given. */
final class HtmlText {
    private static final String[][] CHARACTERS = {
        {"&nbsp;", " "}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}
    };

    private HtmlText() {}

    static String of(String html) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < html.length()) {
            int tag = html.indexOf('<', at);
            if (tag < 0) {
                text.append(html, at, html.length());
                break;
            }
            text.append(html, at, tag);
            at = behind(html, tag, text);
        }
        String read = text.toString();
        for (String[] character : CHARACTERS) {
            read = read.replace(character[0], character[1]);
        }
        return read;
    }

    /** Where reading goes on behind a tag, or behind the element where nobody reads its content. */
    private static int behind(String html, int tag, StringBuilder text) {
        int end = html.indexOf('>', tag);
        if (end < 0) {
            return html.length();
        }
        String name = html.substring(tag + 1, Math.min(end, tag + 8)).toLowerCase(Locale.ROOT);
        for (String hidden : new String[] {"script", "style"}) {
            if (name.startsWith(hidden)) {
                int close = html.indexOf("</", end);
                while (close >= 0 && !html.regionMatches(true, close + 2, hidden, 0, hidden.length())) {
                    close = html.indexOf("</", close + 2);
                }
                return close < 0 ? html.length() : close;
            }
        }
        if (name.matches("(?s)/?(p|div|br|tr|li|h[1-6])\\b.*")) {
            text.append('\n');
        }
        return end + 1;
    }
}
