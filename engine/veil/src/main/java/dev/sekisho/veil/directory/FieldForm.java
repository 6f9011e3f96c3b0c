package dev.sekisho.veil.directory;

/** How a field's value becomes an element. */
public enum FieldForm {
    /** A whole number below 2^24, in the exponent: can be added while encrypted. */
    NUMBER(1),
    /** At most 15 bytes of text. */
    TEXT(2),
    /** A random element that keys for bulk values are derived from. */
    KEY(3);

    private final int code;

    FieldForm(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static @org.jspecify.annotations.Nullable FieldForm ofCode(int code) {
        for (FieldForm form : values()) {
            if (form.code == code) {
                return form;
            }
        }
        return null;
    }
}
