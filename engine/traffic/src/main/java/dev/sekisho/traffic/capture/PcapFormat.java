package dev.sekisho.traffic.capture;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * The classic capture file: a header of 24 bytes, then records of a header and the packet's bytes
 * (draft-ietf-opsawg-pcap). Both byte orders, micro- and nanoseconds, and the longer records of the variant that
 * Alexey Kuznetzov's patched libpcap wrote.
 *
 * <p>A record whose header cannot be true is counted as {@link Reason#CORRUPT_CAPTURE}; the reading goes on at the next
 * place where {@value #CHAIN_RECORDS} record headers in a row can be.
 */
final class PcapFormat {
    /** Longest packet that is believed, libpcap's own limit; a longer one means that the file is damaged. */
    static final int MAX_PACKET_BYTES = 262_144;

    /** Longest length on the wire that is believed; beyond it the captured length is taken. */
    static final int MAX_WIRE_BYTES = 1 << 24;

    /** How far behind a damaged record the next one is looked for. */
    static final int MAX_SCAN_BYTES = 64 << 20;

    /** How many records must follow one another, or reach the end of the file, to be believed after damage. */
    private static final int CHAIN_RECORDS = 3;

    /** How far the clock may be from the last good record to be believed after damage. */
    private static final long MAX_CLOCK_STEP_SECONDS = 7 * 86_400L;

    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int MODIFIED = 0xa1b2cd34;

    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int MODIFIED_RECORD_HEADER_BYTES = 24;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final BlockBuffer buffer;
    private final byte[] bytes;
    private final Losses losses;
    private final PacketHandler handler;

    private boolean littleEndian;
    private int headerBytes;
    private int fractionLimit;
    private int nanosPerFraction;
    private int linkType;
    private long lastSeconds = -1;

    PcapFormat(BlockBuffer buffer, Losses losses, PacketHandler handler) {
        this.buffer = buffer;
        this.bytes = buffer.bytes;
        this.losses = losses;
        this.handler = handler;
    }

    /** Whether a file that begins with {@code magic}, read big-endian, is of this form. */
    static boolean recognises(int magic) {
        return isMagic(magic) || isMagic(Integer.reverseBytes(magic));
    }

    private static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS || magic == MODIFIED;
    }

    void read(BooleanSupplier stopped) throws IOException {
        if (!buffer.fill(FILE_HEADER_BYTES)) {
            buffer.countBrokenEnd(losses, true);
            return;
        }
        int at = buffer.position;
        littleEndian = isMagic(Bytes.int32(bytes, at, true));
        int magic = Bytes.int32(bytes, at, littleEndian);
        headerBytes = magic == MODIFIED ? MODIFIED_RECORD_HEADER_BYTES : RECORD_HEADER_BYTES;
        nanosPerFraction = magic == NANOSECONDS ? 1 : 1000;
        fractionLimit = 1_000_000_000 / nanosPerFraction;
        // the upper half says how long the frame check sequence is
        linkType = Bytes.int32(bytes, at + 20, littleEndian) & 0xffff;
        buffer.position += FILE_HEADER_BYTES;
        do {
            readBuffered();
        } while (!stopped.getAsBoolean() && next());
    }

    /** Hands on every whole and credible record in the buffer. */
    private void readBuffered() {
        byte[] source = bytes;
        PacketHandler receiver = handler;
        boolean little = littleEndian;
        int header = headerBytes;
        int limit = buffer.limit - header;
        int at = buffer.position;
        long seconds = lastSeconds;
        while (at <= limit) {
            int length = Bytes.int32(source, at + 8, little);
            int wireLength = Bytes.int32(source, at + 12, little);
            int fraction = Bytes.int32(source, at + 4, little);
            if (length > limit - at || !isCredible(length, wireLength, fraction)) {
                break;
            }
            seconds = Bytes.int32(source, at, little) & 0xffffffffL;
            long nanos = seconds * NANOS_PER_SECOND + (long) fraction * nanosPerFraction;
            receiver.packet(source, at + header, length, wireLength, nanos, linkType);
            at += header + length;
        }
        lastSeconds = seconds;
        buffer.position = at;
    }

    private boolean isCredible(int length, int wireLength, int fraction) {
        return length >= 0
                && length <= MAX_PACKET_BYTES
                && wireLength >= length
                && wireLength > 0
                && wireLength <= MAX_WIRE_BYTES
                && fraction >= 0
                && fraction < fractionLimit;
    }

    private boolean isCredibleAt(int at) {
        return isCredible(
                Bytes.int32(bytes, at + 8, littleEndian),
                Bytes.int32(bytes, at + 12, littleEndian),
                Bytes.int32(bytes, at + 4, littleEndian));
    }

    /** Makes the next record available; false at the end. */
    private boolean next() throws IOException {
        if (!buffer.fill(headerBytes)) {
            buffer.countBrokenEnd(losses, buffer.available() > 0);
            return false;
        }
        if (!isCredibleAt(buffer.position)) {
            return forgive() || resynchronise();
        }
        int length = Bytes.int32(bytes, buffer.position + 8, littleEndian);
        if (!buffer.fill(headerBytes + length)) {
            buffer.countBrokenEnd(losses, true);
            return false;
        }
        return true;
    }

    /**
     * Takes a record with an odd header that is in its place all the same, because the file goes on behind it as it
     * should: some programs write a wrong length on the wire or a full second as a fraction.
     */
    private boolean forgive() throws IOException {
        int length = Bytes.int32(bytes, buffer.position + 8, littleEndian);
        if (length < 0 || length > MAX_PACKET_BYTES) {
            return false;
        }
        buffer.fill(headerBytes + length + headerBytes);
        int at = buffer.position;
        int following = at + headerBytes + length;
        boolean inPlace = following == buffer.limit
                || (following + headerBytes <= buffer.limit && isChain(following, 1) && isPlausibleTime(following));
        if (length == 0 || !inPlace) {
            return false;
        }
        long seconds = Bytes.int32(bytes, at, littleEndian) & 0xffffffffL;
        long fraction = Bytes.int32(bytes, at + 4, littleEndian) & 0xffffffffL;
        long nanos = seconds * NANOS_PER_SECOND + fraction * nanosPerFraction;
        handler.packet(bytes, at + headerBytes, length, length, nanos, linkType);
        buffer.position = following;
        return true;
    }

    /** Goes to the next place where records are; false if there is none within bounds. */
    private boolean resynchronise() throws IOException {
        losses.add(Reason.CORRUPT_CAPTURE);
        buffer.position++;
        for (int scanned = 0; scanned < MAX_SCAN_BYTES; ) {
            // with this much behind it, every candidate's successor can be looked at
            boolean more = buffer.fill(headerBytes + MAX_PACKET_BYTES + headerBytes);
            int lastCandidate = more ? buffer.limit - 2 * headerBytes - MAX_PACKET_BYTES : buffer.limit - headerBytes;
            for (int at = buffer.position; at <= lastCandidate; at++) {
                if (isCredibleAt(at) && isPlausibleTime(at) && isChain(at, CHAIN_RECORDS)) {
                    buffer.position = at;
                    return true;
                }
            }
            int passed = Math.max(lastCandidate + 1, buffer.position) - buffer.position;
            buffer.position += passed;
            scanned += passed;
            if (!more) {
                return false;
            }
        }
        return false;
    }

    /** Whether {@code records} credible records, as far as the buffer shows them, follow one another from {@code at}. */
    private boolean isChain(int at, int records) {
        int position = at;
        for (int i = 0; i < records; i++) {
            if (position == buffer.limit && i > 0) {
                return true;
            }
            if (position + headerBytes > buffer.limit) {
                return i > 1;
            }
            int length = Bytes.int32(bytes, position + 8, littleEndian);
            if (!isCredibleAt(position) || length == 0) {
                return false;
            }
            position += headerBytes + length;
        }
        return true;
    }

    private boolean isPlausibleTime(int at) {
        long seconds = Bytes.int32(bytes, at, littleEndian) & 0xffffffffL;
        return lastSeconds < 0 || Math.abs(seconds - lastSeconds) <= MAX_CLOCK_STEP_SECONDS;
    }
}
