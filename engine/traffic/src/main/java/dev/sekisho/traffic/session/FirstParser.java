package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Opening;
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

    /** What {@link dev.sekisho.traffic.stream.ConnectionEvents#inner} answers. */
    abstract StreamParser nested();
}
