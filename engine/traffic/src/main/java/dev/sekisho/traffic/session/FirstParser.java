package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.stream.StateRecord;
import dev.sekisho.traffic.stream.StreamParser;

/** The parser that a connection begins with: keeps the openings of both directions while it finds out what it is. */
abstract class FirstParser implements StreamParser {
    private final OpeningBytes openingUp = new OpeningBytes();
    private final OpeningBytes openingDown = new OpeningBytes();

    /** Keeps what of these bytes belongs to the opening of their direction. */
    final void keepOpening(boolean fromClient, byte[] bytes, int offset, int length) {
        OpeningBytes opening = fromClient ? openingUp : openingDown;
        if (!opening.isFull()) {
            opening.add(bytes, offset, length);
        }
    }

    /** The first bytes of one direction. */
    final Opening opening(boolean fromClient) {
        return (fromClient ? openingUp : openingDown).toOpening();
    }

    /**
     * Writes the state between two messages.
     *
     * @param settled whether content of no known kind may be taken as complete; a known message that is only partly
     *     seen never is
     * @return false if the connection is in the middle of something
     */
    final boolean save(StateRecord record, boolean settled) {
        if (!saveState(record, settled)) {
            return false;
        }
        openingUp.save(record);
        openingDown.save(record);
        return true;
    }

    /** Takes over a state that {@link #save} wrote. */
    final void restore(StateRecord record) {
        restoreState(record);
        openingUp.restore(record);
        openingDown.restore(record);
    }

    abstract boolean saveState(StateRecord record, boolean settled);

    abstract void restoreState(StateRecord record);

    /** What {@link dev.sekisho.traffic.stream.ConnectionEvents#inner} answers. */
    abstract StreamParser nested();
}
