package dev.sekisho.server.exchange;

/** Makes texts harmless for spreadsheets. */
final class CellText {
    /** Also in the double width of Japanese keyboards, which some spreadsheets take for the same. */
    private static final String BEGINS_FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private static final String CONTROL = "\t\r\n";

    private CellText() {}

    /**
     * The text with an apostrophe before it where a spreadsheet would take it for a formula: where its first sign that is
     * not blank begins one, or where it begins with a tab or the end of a line. A number with a sign stays as it is.
     */
    static String harmless(String text) {
        return isHarmful(text) ? "'" + text : text;
    }

    /** The text as it was before {@link #harmless}. */
    static String original(String text) {
        return text.startsWith("'") && isHarmful(text.substring(1)) ? text.substring(1) : text;
    }

    /** Whether a spreadsheet could take the text for a formula. */
    static boolean isHarmful(String text) {
        String shown = text.stripLeading();
        boolean formula = !shown.isEmpty()
                && BEGINS_FORMULA.indexOf(shown.charAt(0)) >= 0
                && !text.matches("[+-]?[0-9]{1,18}([.,][0-9]{1,18})?");
        boolean control = !text.isEmpty() && CONTROL.indexOf(text.charAt(0)) >= 0;
        return formula || control;
    }
}
