package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.stream.StateRecord;

/** Gathers the first bytes of one direction. */
final class OpeningBytes {
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int length;

    boolean isFull() {
        return length == Connection.OPENING_BYTES;
    }

    void add(byte[] source, int offset, int available) {
        int taken = Math.min(available, Connection.OPENING_BYTES - length);
        if (length + taken > bytes.length) {
            byte[] wider = new byte[length == 0 ? taken : Connection.OPENING_BYTES];
            System.arraycopy(bytes, 0, wider, 0, length);
            bytes = wider;
        }
        System.arraycopy(source, offset, bytes, length, taken);
        length += taken;
    }

    void save(StateRecord record) {
        record.put(bytes, 0, length);
    }

    void restore(StateRecord record) {
        bytes = record.getBytes();
        length = bytes.length;
    }

    Opening toOpening() {
        return Opening.of(bytes, 0, length);
    }
}
