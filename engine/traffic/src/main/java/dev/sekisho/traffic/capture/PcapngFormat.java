package dev.sekisho.traffic.capture;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The block-structured capture file (draft-ietf-opsawg-pcapng): any number of sections, each in its own byte order and
 * with its own interfaces; enhanced, simple and obsolete packet blocks; every other block is left out. What the capturing
 * program says it dropped is counted as {@link Reason#DROPPED_BY_KERNEL}.
 *
 * <p>A block that cannot be true is counted as {@link Reason#CORRUPT_CAPTURE}; the reading goes on at the next place
 * where a block of a known kind begins and ends with the same length.
 */
final class PcapngFormat {
    /** Type of the block that begins a section, the same in both byte orders. */
    static final int SECTION_HEADER = 0x0a0d0d0a;

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int NAME_RESOLUTION = 4;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;
    private static final int SYSTEM_EVENT = 9;
    private static final int DECRYPTION_SECRETS = 10;
    private static final int CUSTOM = 0x0bad;
    private static final int CUSTOM_NOT_COPIED = 0x4000_0bad;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int OPTION_END = 0;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_TIME_OFFSET = 14;
    private static final int OPTION_DROPPED_BY_INTERFACE = 5;
    private static final int OPTION_DROPPED_BY_SYSTEM = 7;

    /** Type, length and, at the end, the length again. */
    private static final int LEAST_BLOCK_BYTES = 12;

    /** Longest block that is looked into; a packet with all its options is far shorter. */
    static final int MAX_BLOCK_BYTES = 512 << 10;

    /** How many interfaces of one section are believed. */
    static final int MAX_INTERFACES = 65_536;

    private static final int MAX_SCAN_BYTES = PcapFormat.MAX_SCAN_BYTES;

    private final BlockBuffer buffer;
    private final byte[] bytes;
    private final Losses losses;
    private final PacketHandler handler;

    private boolean littleEndian;
    private CaptureInterface[] interfaces = new CaptureInterface[4];
    private int interfaceCount;
    private long lastNanos;

    PcapngFormat(BlockBuffer buffer, Losses losses, PacketHandler handler) {
        this.buffer = buffer;
        this.bytes = buffer.bytes;
        this.losses = losses;
        this.handler = handler;
    }

    /** Whether a file with these first and third words, read big-endian, is of this form. */
    static boolean recognises(int firstWord, int thirdWord) {
        return firstWord == SECTION_HEADER
                && (thirdWord == BYTE_ORDER_MAGIC || thirdWord == Integer.reverseBytes(BYTE_ORDER_MAGIC));
    }

    void read(BooleanSupplier stopped) throws IOException {
        do {
            readBuffered();
        } while (!stopped.getAsBoolean() && next());
    }

    /** Hands on what is in every whole block in the buffer. */
    private void readBuffered() {
        byte[] source = bytes;
        int limit = buffer.limit;
        int at = buffer.position;
        while (limit - at >= LEAST_BLOCK_BYTES) {
            int type = Bytes.int32(source, at, littleEndian);
            if (type == SECTION_HEADER && !takeByteOrder(at)) {
                break;
            }
            int length = Bytes.int32(source, at + 4, littleEndian);
            if (!isBlockLength(length)
                    || length > limit - at
                    || Bytes.int32(source, at + length - 4, littleEndian) != length) {
                break;
            }
            block(type, at, length);
            at += length;
        }
        buffer.position = at;
    }

    /** Takes over the byte order of the section whose header lies at {@code at}; false if it names none. */
    private boolean takeByteOrder(int at) {
        boolean known = recognises(SECTION_HEADER, Bytes.int32(bytes, at + 8, false));
        if (known) {
            littleEndian = Bytes.int32(bytes, at + 8, true) == BYTE_ORDER_MAGIC;
        }
        return known;
    }

    private static boolean isBlockLength(int length) {
        return length >= LEAST_BLOCK_BYTES && length <= MAX_BLOCK_BYTES && (length & 3) == 0;
    }

    private void block(int type, int at, int length) {
        int end = at + length - 4;
        switch (type) {
            case ENHANCED_PACKET -> enhancedPacket(at, end);
            case SIMPLE_PACKET -> simplePacket(at, end);
            case OBSOLETE_PACKET -> obsoletePacket(at, end);
            case INTERFACE_DESCRIPTION -> interfaceDescription(at, end);
            case INTERFACE_STATISTICS -> interfaceStatistics(at, end);
            case SECTION_HEADER -> interfaceCount = 0;
            default -> {
                // names, secrets, custom blocks: nothing of them is needed
            }
        }
    }

    /** Makes the next block available; false at the end. */
    private boolean next() throws IOException {
        if (!buffer.fill(LEAST_BLOCK_BYTES)) {
            buffer.countBrokenEnd(losses, buffer.available() > 0);
            return false;
        }
        int at = buffer.position;
        int type = Bytes.int32(bytes, at, littleEndian);
        if (type == SECTION_HEADER && !takeByteOrder(at)) {
            return resynchronise();
        }
        int length = Bytes.int32(bytes, at + 4, littleEndian);
        if (isBlockLength(length)) {
            if (!buffer.fill(length)) {
                buffer.countBrokenEnd(losses, true);
                return false;
            }
            boolean ends = Bytes.int32(bytes, buffer.position + length - 4, littleEndian) == length;
            return ends || resynchronise();
        }
        boolean longOtherBlock = Integer.compareUnsigned(length, MAX_BLOCK_BYTES) > 0 && (length & 3) == 0;
        if (longOtherBlock && isSkippable(type)) {
            return skip(length & 0xffffffffL);
        }
        return resynchronise();
    }

    private static boolean isSkippable(int type) {
        return switch (type) {
            case NAME_RESOLUTION, SYSTEM_EVENT, DECRYPTION_SECRETS, CUSTOM, CUSTOM_NOT_COPIED -> true;
            // those with the highest bit set are for local use
            default -> type < 0;
        };
    }

    private boolean skip(long length) throws IOException {
        if (!buffer.skip(length)) {
            buffer.countBrokenEnd(losses, true);
            return false;
        }
        return true;
    }

    /** Goes to the next place where a block of a known kind is whole; false if there is none within bounds. */
    private boolean resynchronise() throws IOException {
        losses.add(Reason.CORRUPT_CAPTURE);
        buffer.position++;
        for (int scanned = 0; scanned < MAX_SCAN_BYTES; ) {
            boolean more = buffer.fill(MAX_BLOCK_BYTES);
            int lastCandidate = buffer.limit - (more ? MAX_BLOCK_BYTES : LEAST_BLOCK_BYTES);
            for (int at = buffer.position; at <= lastCandidate; at++) {
                if (isWholeBlock(at)) {
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

    private boolean isWholeBlock(int at) {
        int type = Bytes.int32(bytes, at, littleEndian);
        boolean little = littleEndian;
        if (type == SECTION_HEADER) {
            if (!recognises(SECTION_HEADER, Bytes.int32(bytes, at + 8, false))) {
                return false;
            }
            little = Bytes.int32(bytes, at + 8, true) == BYTE_ORDER_MAGIC;
        } else if (type < INTERFACE_DESCRIPTION || type > ENHANCED_PACKET) {
            return false;
        }
        int length = Bytes.int32(bytes, at + 4, little);
        return isBlockLength(length)
                && length <= buffer.limit - at
                && Bytes.int32(bytes, at + length - 4, little) == length;
    }

    private void enhancedPacket(int at, int end) {
        if (end - at < 28) {
            losses.add(Reason.CORRUPT_CAPTURE);
            return;
        }
        int interfaceNumber = Bytes.int32(bytes, at + 8, littleEndian);
        packet(interfaceNumber, at + 12, at + 28, end);
    }

    private void obsoletePacket(int at, int end) {
        if (end - at < 28) {
            losses.add(Reason.CORRUPT_CAPTURE);
            return;
        }
        int interfaceNumber = Bytes.int16(bytes, at + 8, littleEndian);
        packet(interfaceNumber, at + 12, at + 28, end);
    }

    /** A packet whose time, in two words, and lengths, captured and on the wire, begin at {@code head}. */
    private void packet(int interfaceNumber, int head, int data, int end) {
        int length = Bytes.int32(bytes, head + 8, littleEndian);
        int wireLength = Bytes.int32(bytes, head + 12, littleEndian);
        if (interfaceNumber < 0 || interfaceNumber >= interfaceCount || length < 0 || length > end - data) {
            losses.add(Reason.CORRUPT_CAPTURE);
            return;
        }
        CaptureInterface source = interfaces[interfaceNumber];
        long high = Bytes.int32(bytes, head, littleEndian) & 0xffffffffL;
        long low = Bytes.int32(bytes, head + 4, littleEndian) & 0xffffffffL;
        lastNanos = source.nanos(high << 32 | low);
        handler.packet(bytes, data, length, credibleWireLength(wireLength, length), lastNanos, source.linkType());
    }

    /** A packet without a time of its own: it gets that of the packet before it. */
    private void simplePacket(int at, int end) {
        if (end - at < 12 || interfaceCount == 0) {
            losses.add(Reason.CORRUPT_CAPTURE);
            return;
        }
        CaptureInterface source = interfaces[0];
        int wireLength = Bytes.int32(bytes, at + 8, littleEndian);
        int data = at + 12;
        int length = end - data;
        if (wireLength >= 0) {
            length = Math.min(length, wireLength);
        }
        if (source.snapLength() > 0) {
            length = Math.min(length, source.snapLength());
        }
        handler.packet(bytes, data, length, credibleWireLength(wireLength, length), lastNanos, source.linkType());
    }

    private static int credibleWireLength(int wireLength, int length) {
        return wireLength < length || wireLength > PcapFormat.MAX_WIRE_BYTES ? length : wireLength;
    }

    private void interfaceDescription(int at, int end) {
        if (end - at < 16 || interfaceCount >= MAX_INTERFACES) {
            losses.add(Reason.CORRUPT_CAPTURE);
            return;
        }
        int linkType = Bytes.int16(bytes, at + 8, littleEndian);
        int snapLength = Bytes.int32(bytes, at + 12, littleEndian);
        int resolution = CaptureInterface.MICROSECONDS;
        long offsetSeconds = 0;
        int option = at + 16;
        while (isOption(option, end)) {
            int length = optionLength(option);
            if (optionCode(option) == OPTION_TIME_RESOLUTION && length >= 1) {
                resolution = bytes[option + 4] & 0xff;
            } else if (optionCode(option) == OPTION_TIME_OFFSET && length >= 8) {
                offsetSeconds = Bytes.int64(bytes, option + 4, littleEndian);
            }
            option += 4 + ((length + 3) & ~3);
        }
        if (interfaceCount == interfaces.length) {
            interfaces = Arrays.copyOf(interfaces, 2 * interfaceCount);
        }
        interfaces[interfaceCount++] = new CaptureInterface(linkType, snapLength, resolution, offsetSeconds);
    }

    private void interfaceStatistics(int at, int end) {
        int option = at + 20;
        while (isOption(option, end)) {
            int code = optionCode(option);
            int length = optionLength(option);
            if ((code == OPTION_DROPPED_BY_INTERFACE || code == OPTION_DROPPED_BY_SYSTEM) && length >= 8) {
                losses.add(Reason.DROPPED_BY_KERNEL, Math.max(Bytes.int64(bytes, option + 4, littleEndian), 0));
            }
            option += 4 + ((length + 3) & ~3);
        }
    }

    /** Whether an option other than the one that ends the list lies whole at {@code option}. */
    private boolean isOption(int option, int end) {
        return end - option >= 4 && optionCode(option) != OPTION_END && optionLength(option) <= end - option - 4;
    }

    private int optionCode(int option) {
        return Bytes.int16(bytes, option, littleEndian);
    }

    private int optionLength(int option) {
        return Bytes.int16(bytes, option + 2, littleEndian);
    }
}
