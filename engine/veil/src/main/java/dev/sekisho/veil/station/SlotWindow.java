package dev.sekisho.veil.station;

/** Which slots are open: the current one, and earlier ones for uploads that are late. */
public interface SlotWindow {
    /** The earliest slot that is open. */
    int first();

    /** The latest slot that is open. */
    int last();

    /** A window that does not move, for trying things out. */
    static SlotWindow fixed(int first, int last) {
        return new SlotWindow() {
            @Override
            public int first() {
                return first;
            }

            @Override
            public int last() {
                return last;
            }
        };
    }
}
