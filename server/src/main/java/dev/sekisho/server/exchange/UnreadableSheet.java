package dev.sekisho.server.exchange;

import java.util.List;

/** A file that came in cannot be read as a list, or must not be. */
public final class UnreadableSheet extends Exception {
    private final transient Cause cause;
    private final transient List<Object> arguments;

    UnreadableSheet(Cause cause, Object... arguments) {
        super(cause + " " + List.of(arguments));
        this.cause = cause;
        this.arguments = List.of(arguments);
    }

    /** The key of the text that tells what is wrong and what to do. */
    public String textKey() {
        return "sheet.unreadable." + cause.key;
    }

    /** What stands in that text. */
    public List<Object> arguments() {
        return arguments;
    }

    /** What can be wrong with a file. */
    enum Cause {
        /** Neither a workbook nor a text. */
        NOT_A_SHEET("notASheet"),
        /** A workbook in the format of before 2007, or one that is locked with a password. */
        OLD_OR_LOCKED("oldOrLocked"),
        /** The ZIP archive or the XML in it is broken, at the part named. */
        BROKEN("broken"),
        /** More parts than any workbook has. */
        TOO_MANY_PARTS("tooManyParts"),
        /** Grows beyond the limit when it is unpacked. */
        TOO_LARGE("tooLarge"),
        /** Grows more than any real workbook does. */
        TOO_DENSE("tooDense"),
        /** XML with declarations, by which files of the server could be read. */
        DECLARATIONS("declarations"),
        /** A cell outside of what a list may have. */
        TOO_FAR("tooFar"),
        /** A cell with more text than a cell may have. */
        LONG_CELL("longCell"),
        /** Days are counted from 1904. */
        DAYS_FROM_1904("daysFrom1904"),
        /** A text in neither UTF-8 nor Shift_JIS. */
        ENCODING("encoding"),
        /** A quoted cell that never ends. */
        OPEN_QUOTE("openQuote");

        private final String key;

        Cause(String key) {
            this.key = key;
        }
    }
}
