package dev.sekisho.server.exchange;

import java.io.IOException;

/** The format of a file does not take as many rows as the list has. */
public final class SheetTooLong extends IOException {
    private final int most;

    SheetTooLong(int most) {
        super("a file of this format has at most " + most + " rows, but the list has more");
        this.most = most;
    }

    /** How many rows it takes. */
    public int most() {
        return most;
    }
}
