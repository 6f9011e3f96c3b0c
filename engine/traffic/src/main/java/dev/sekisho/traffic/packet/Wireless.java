package dev.sekisho.traffic.packet;

import static dev.sekisho.traffic.packet.BigEndian.int32;
import static dev.sekisho.traffic.packet.BigEndian.uint8;

/** Finds the IP header in unencrypted data frames of IEEE 802.11, with or without a header of radio measurements. */
final class Wireless {
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int FOURTH_ADDRESS_BYTES = 6;
    private static final int QOS_BYTES = 2;
    private static final int HT_CONTROL_BYTES = 4;
    private static final int SUBFRAME_HEADER_BYTES = 14;

    private static final int VERSION_MASK = 0x03;
    private static final int TYPE_MASK = 0x0c;
    private static final int TYPE_DATA = 0x08;
    private static final int SUBTYPE_WITHOUT_DATA = 0x40;
    private static final int SUBTYPE_QOS = 0x80;
    private static final int FLAGS_BOTH_DISTRIBUTION_SYSTEMS = 0x03;
    private static final int FLAG_PROTECTED = 0x40;
    private static final int FLAG_ORDER = 0x80;
    private static final int QOS_AGGREGATE = 0x80;

    private static final int PRISM_HEADER_BYTES = 144;
    private static final int RADIOTAP_TSFT = 1;
    private static final int RADIOTAP_FLAGS = 2;
    private static final int RADIOTAP_EXTENDED = 0x8000_0000;
    private static final int RADIOTAP_FLAG_DATA_PADDED = 0x20;

    private Wireless() {}

    /**
     * Finds the IP header of the frame at {@code at}.
     *
     * @param alignment to what multiple of bytes the frame's header was padded, 0 if it was not
     */
    static long ofFrame(byte[] bytes, int at, int end, int alignment) {
        if (end - at < FRAME_HEADER_BYTES) {
            // control frames are shorter and carry nothing
            return end - at >= 2 && (bytes[at] & TYPE_MASK) != TYPE_DATA
                    ? NetworkHeader.ABSENT
                    : NetworkHeader.BEYOND_END;
        }
        return ofFrame(uint8(bytes, at), uint8(bytes, at + 1), bytes, at, end, alignment);
    }

    /** As {@link #ofFrame}, but the two bytes of frame control may be swapped, as some access points send them. */
    static long ofFrameInEitherOrder(byte[] bytes, int at, int end) {
        boolean swapped = end - at >= FRAME_HEADER_BYTES
                && (bytes[at] & (VERSION_MASK | TYPE_MASK)) != TYPE_DATA
                && (bytes[at + 1] & (VERSION_MASK | TYPE_MASK)) == TYPE_DATA;
        return swapped
                ? ofFrame(uint8(bytes, at + 1), uint8(bytes, at), bytes, at, end, 0)
                : ofFrame(bytes, at, end, 0);
    }

    private static long ofFrame(int control, int flags, byte[] bytes, int at, int end, int alignment) {
        boolean readable = (control & TYPE_MASK) == TYPE_DATA
                && (control & SUBTYPE_WITHOUT_DATA) == 0
                && (flags & FLAG_PROTECTED) == 0;
        if (!readable) {
            return NetworkHeader.ABSENT;
        }
        int headerBytes = FRAME_HEADER_BYTES;
        if ((flags & FLAGS_BOTH_DISTRIBUTION_SYSTEMS) == FLAGS_BOTH_DISTRIBUTION_SYSTEMS) {
            headerBytes += FOURTH_ADDRESS_BYTES;
        }
        boolean aggregate = false;
        if ((control & SUBTYPE_QOS) != 0) {
            if (end - at < headerBytes + QOS_BYTES) {
                return NetworkHeader.BEYOND_END;
            }
            aggregate = (bytes[at + headerBytes] & QOS_AGGREGATE) != 0;
            headerBytes += QOS_BYTES;
            if ((flags & FLAG_ORDER) != 0) {
                headerBytes += HT_CONTROL_BYTES;
            }
        }
        if (alignment != 0) {
            headerBytes = (headerBytes + alignment - 1) / alignment * alignment;
        }
        // of an aggregate only its first packet is taken
        int body = at + headerBytes + (aggregate ? SUBFRAME_HEADER_BYTES : 0);
        return body + 8 > end ? NetworkHeader.BEYOND_END : EtherTypes.ofLogicalLink(bytes, body, end);
    }

    /** A header of version 0, its length and a chain of bit masks that say which fields follow. */
    static long ofRadiotap(byte[] bytes, int at, int end) {
        if (end - at < 8) {
            return NetworkHeader.BEYOND_END;
        }
        int headerBytes = uint8(bytes, at + 2) | uint8(bytes, at + 3) << 8;
        if (bytes[at] != 0 || headerBytes < 8) {
            return NetworkHeader.MALFORMED;
        }
        if (headerBytes > end - at) {
            return NetworkHeader.BEYOND_END;
        }
        int present = Integer.reverseBytes(int32(bytes, at + 4));
        int fields = at + 8;
        for (int more = present; (more & RADIOTAP_EXTENDED) != 0; fields += 4) {
            if (fields + 4 > at + headerBytes) {
                return NetworkHeader.MALFORMED;
            }
            more = Integer.reverseBytes(int32(bytes, fields));
        }
        if ((present & RADIOTAP_TSFT) != 0) {
            // a field of 8 bytes, aligned to 8 from the header's beginning
            fields = at + ((fields - at + 7) & ~7) + 8;
        }
        boolean padded = (present & RADIOTAP_FLAGS) != 0
                && fields < at + headerBytes
                && (bytes[fields] & RADIOTAP_FLAG_DATA_PADDED) != 0;
        return ofFrame(bytes, at + headerBytes, end, padded ? 4 : 0);
    }

    /** A header of fixed length that drivers of old cards wrote, or the AVS header that some wrote in its place. */
    static long ofPrism(byte[] bytes, int at, int end) {
        if (end - at >= 4 && (int32(bytes, at) & 0xffff_f000) == 0x8021_1000) {
            return ofAvs(bytes, at, end);
        }
        return end - at < PRISM_HEADER_BYTES
                ? NetworkHeader.BEYOND_END
                : ofFrame(bytes, at + PRISM_HEADER_BYTES, end, 0);
    }

    /** A magic number and the header's length, both big-endian. */
    static long ofAvs(byte[] bytes, int at, int end) {
        if (end - at < 8) {
            return NetworkHeader.BEYOND_END;
        }
        int headerBytes = int32(bytes, at + 4);
        if (headerBytes < 8) {
            return NetworkHeader.MALFORMED;
        }
        return headerBytes > end - at ? NetworkHeader.BEYOND_END : ofFrame(bytes, at + headerBytes, end, 0);
    }
}
