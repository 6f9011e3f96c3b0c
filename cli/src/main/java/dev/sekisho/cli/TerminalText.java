package dev.sekisho.cli;

/** Makes text out of traffic harmless for a terminal, whose control sequences could be forged otherwise. */
final class TerminalText {
    private static final char REPLACEMENT = '\uFFFD';

    private TerminalText() {}

    /** The text with every control, format and unpaired surrogate character replaced by U+FFFD. */
    static String of(String text) {
        int clean = 0;
        while (clean < text.length() && text.charAt(clean) >= ' ' && text.charAt(clean) < 0x7f) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> result.appendCodePoint(isHarmless(c) ? c : REPLACEMENT));
        return result.toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
