package dev.sekisho.extrusion.report;

/** Text for HTML. */
final class Html {
    /** Longer text from traffic is cut, so that one endless name cannot spoil the page. */
    private static final int MAX_TEXT = 300;

    private Html() {}

    /**
     * Escapes for element content and quoted attributes. Controls and the marks that change the direction of writing
     * become visible, because they make one name look like another.
     */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        int end = text.length() <= MAX_TEXT ? text.length() : MAX_TEXT;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    if (Character.isISOControl(c)
                            || (c >= '\u202a' && c <= '\u202e')
                            || (c >= '\u2066' && c <= '\u2069')) {
                        escaped.append('\u00b7');
                    } else if (!Character.isSurrogate(c) || isPair(text, i)) {
                        escaped.append(c);
                    } else {
                        escaped.append('\ufffd');
                    }
                }
            }
        }
        return end < text.length() ? escaped.append('…').toString() : escaped.toString();
    }

    private static boolean isPair(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
