package dev.sekisho.traffic.capture;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * The classic capture file: a header of 24 bytes, then records of a header and the packet's bytes
 * (draft-ietf-opsawg-pcap). Both byte orders, micro- and nanoseconds.
 */
final class PcapFormat {
    /** Longest packet that is believed, libpcap's own limit; a longer one means that the file is damaged. */
    static final int MAX_PACKET_BYTES = 262_144;

    /** Longest length on the wire that is believed; beyond it the captured length is taken. */
    static final int MAX_WIRE_BYTES = 1 << 24;

    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;

    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final BlockBuffer buffer;
    private final Losses losses;
    private final PacketHandler handler;

    PcapFormat(BlockBuffer buffer, Losses losses, PacketHandler handler) {
        this.buffer = buffer;
        this.losses = losses;
        this.handler = handler;
    }

    static boolean recognises(int magic) {
        return isMagic(magic) || isMagic(Integer.reverseBytes(magic));
    }

    private static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS;
    }

    void read(BooleanSupplier stopped) throws IOException {
        if (!buffer.fill(FILE_HEADER_BYTES)) {
            losses.add(Reason.TRUNCATED_CAPTURE);
            return;
        }
        byte[] bytes = buffer.bytes;
        int magic = Bytes.int32(bytes, buffer.position, true);
        boolean littleEndian = isMagic(magic);
        if (!littleEndian) {
            magic = Integer.reverseBytes(magic);
        }
        long unit = magic == NANOSECONDS ? 1 : 1000;
        // the upper bits say how long the frame check sequence is and are no part of the link type
        int linkType = Bytes.int32(bytes, buffer.position + 20, littleEndian) & 0xffff;
        buffer.position += FILE_HEADER_BYTES;
        do {
            readBuffered(littleEndian, unit, linkType);
        } while (!stopped.getAsBoolean() && next(littleEndian));
    }

    /** Hands on every whole record in the buffer. */
    private void readBuffered(boolean littleEndian, long unit, int linkType) {
        byte[] bytes = buffer.bytes;
        int limit = buffer.limit;
        int at = buffer.position;
        PacketHandler receiver = handler;
        while (limit - at >= RECORD_HEADER_BYTES) {
            long seconds = Bytes.int32(bytes, at, littleEndian) & 0xffffffffL;
            long fraction = Bytes.int32(bytes, at + 4, littleEndian) & 0xffffffffL;
            int length = Bytes.int32(bytes, at + 8, littleEndian);
            int wireLength = Bytes.int32(bytes, at + 12, littleEndian);
            if (length < 0 || length > limit - at - RECORD_HEADER_BYTES) {
                break;
            }
            receiver.packet(
                    bytes,
                    at + RECORD_HEADER_BYTES,
                    length,
                    wireLength < length || wireLength > MAX_WIRE_BYTES ? length : wireLength,
                    seconds * NANOS_PER_SECOND + fraction * unit,
                    linkType);
            at += RECORD_HEADER_BYTES + length;
        }
        buffer.position = at;
    }

    /** Makes the next record available; false at the end. */
    private boolean next(boolean littleEndian) throws IOException {
        if (!buffer.fill(RECORD_HEADER_BYTES)) {
            if (buffer.available() > 0) {
                losses.add(Reason.TRUNCATED_CAPTURE);
            }
            return false;
        }
        int length = Bytes.int32(buffer.bytes, buffer.position + 8, littleEndian);
        if (length < 0 || length > MAX_PACKET_BYTES) {
            losses.add(Reason.CORRUPT_CAPTURE);
            return false;
        }
        if (!buffer.fill(RECORD_HEADER_BYTES + length)) {
            losses.add(Reason.TRUNCATED_CAPTURE);
            return false;
        }
        return true;
    }
}
