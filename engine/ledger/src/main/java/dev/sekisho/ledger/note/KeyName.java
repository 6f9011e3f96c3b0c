package dev.sekisho.ledger.note;

/** The rule for names of keys: not empty, neither spaces nor plus signs nor control characters. */
final class KeyName {
    /** More than any name needs. */
    private static final int MOST_CHARACTERS = 255;

    private static final char NEXT_LINE = '\u0085';

    private KeyName() {}

    /** Whether a key may have this name. */
    static boolean isValid(String name) {
        return !name.isEmpty()
                && name.length() <= MOST_CHARACTERS
                && name.chars().noneMatch(c -> c == '+' || c < ' ' || c == NEXT_LINE || isSpace(c));
    }

    private static boolean isSpace(int c) {
        return Character.isSpaceChar(c) || Character.isWhitespace(c);
    }
}
