package dev.sekisho.traffic.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DNS message (RFC 1035) as far as it tells names and addresses.
 *
 * @param response whether it is an answer
 * @param question the name asked for, in lower case without a final dot; null if there is none
 * @param questionType the type asked for, 0 if there is none
 * @param responseCode the response code, 0 where all is well
 * @param addresses the addresses of A and AAAA records and of address hints of HTTPS and SVCB records (RFC 9460) in the
 *     answer section, whatever chain of CNAMEs leads to them, in canonical text form
 */
public record DnsMessage(
        boolean response, @Nullable String question, int questionType, int responseCode, List<String> addresses) {

    /** More addresses of one message than this are not kept. */
    public static final int MAX_ADDRESSES = 64;

    static final int HEADER_BYTES = 12;
    static final int MAX_NAME_BYTES = 255;

    /** A name jumps at most so often; every jump must lead backwards, so there are no circles. */
    static final int MAX_JUMPS = 32;

    private static final int RESPONSE_FLAG = 0x8000;
    private static final int OPCODE_BITS = 0x7800;
    private static final int RESERVED_BIT = 0x0040;
    private static final int MAX_QUESTIONS = 1;
    private static final int MAX_RECORDS = 512;
    private static final int CLASS_IN = 1;
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int SVCB = 64;
    private static final int HTTPS = 65;
    private static final int NETBIOS_LABEL_BYTES = 32;
    private static final int IPV4_HINT = 4;
    private static final int IPV6_HINT = 6;

    public DnsMessage {
        addresses = List.copyOf(addresses);
    }

    /** Whether a datagram's first bytes can be the header of a query or answer with one question. */
    public static boolean looksLikeDns(byte[] bytes, int offset, int length) {
        if (length < HEADER_BYTES + 5) {
            return false;
        }
        int flags = unsigned16(bytes, offset + 2);
        int questions = unsigned16(bytes, offset + 4);
        int answers = unsigned16(bytes, offset + 6);
        int authorities = unsigned16(bytes, offset + 8);
        int additional = unsigned16(bytes, offset + 10);
        boolean isResponse = (flags & RESPONSE_FLAG) != 0;
        return (flags & (OPCODE_BITS | RESERVED_BIT)) == 0
                && questions == MAX_QUESTIONS
                && answers + authorities + additional <= MAX_RECORDS
                && (isResponse || (answers == 0 && authorities == 0 && additional <= 2))
                && hasPlausibleQuestion(bytes, offset + HEADER_BYTES, offset + length);
    }

    private static boolean hasPlausibleQuestion(byte[] bytes, int offset, int limit) {
        if (isNetbiosName(bytes, offset, limit)) {
            return false;
        }
        int position = offset;
        while (position < limit && bytes[position] != 0) {
            int label = bytes[position] & 0xff;
            position += 1 + label;
            if (label > 63 || position - offset > MAX_NAME_BYTES) {
                return false;
            }
        }
        if (limit - position < 5) {
            return false;
        }
        int dnsClass = unsigned16(bytes, position + 3);
        return dnsClass == CLASS_IN || dnsClass == 3 || dnsClass == 255;
    }

    /** NetBIOS names are one label of 32 letters from A to P (RFC 1001, section 14.1) in messages like those of DNS. */
    private static boolean isNetbiosName(byte[] bytes, int offset, int limit) {
        if (bytes[offset] != NETBIOS_LABEL_BYTES || limit - offset <= NETBIOS_LABEL_BYTES) {
            return false;
        }
        for (int i = 1; i <= NETBIOS_LABEL_BYTES; i++) {
            if (bytes[offset + i] < 'A' || bytes[offset + i] > 'P') {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads a message.
     *
     * @return the message as far as it could be read, null if it is none
     */
    public static @Nullable DnsMessage parse(byte[] bytes, int offset, int length) {
        if (length < HEADER_BYTES) {
            return null;
        }
        int limit = offset + length;
        int flags = unsigned16(bytes, offset + 2);
        int questions = unsigned16(bytes, offset + 4);
        int answers = Math.min(unsigned16(bytes, offset + 6), MAX_RECORDS);
        if (questions > MAX_QUESTIONS || (flags & OPCODE_BITS) != 0) {
            return null;
        }
        boolean isResponse = (flags & RESPONSE_FLAG) != 0;
        int position = offset + HEADER_BYTES;
        String question = null;
        int questionType = 0;
        if (questions == 1) {
            question = name(bytes, offset, position, limit);
            position = skipName(bytes, position, limit);
            if (question == null || limit - position < 4) {
                return null;
            }
            questionType = unsigned16(bytes, position);
            position += 4;
        }
        List<String> addresses = isResponse && answers > 0 ? addresses(bytes, position, limit, answers) : List.of();
        return new DnsMessage(isResponse, question, questionType, flags & 0x0f, addresses);
    }

    private static List<String> addresses(byte[] bytes, int start, int limit, int answers) {
        List<String> addresses = new ArrayList<>(4);
        int position = start;
        for (int i = 0; i < answers && addresses.size() < MAX_ADDRESSES; i++) {
            position = skipName(bytes, position, limit);
            if (limit - position < 10) {
                break;
            }
            int type = unsigned16(bytes, position);
            int dnsClass = unsigned16(bytes, position + 2);
            int dataLength = unsigned16(bytes, position + 8);
            position += 10;
            if (dataLength > limit - position) {
                break;
            }
            if (dnsClass == CLASS_IN) {
                record(bytes, position, dataLength, type, addresses);
            }
            position += dataLength;
        }
        return addresses;
    }

    private static void record(byte[] bytes, int position, int length, int type, List<String> addresses) {
        if ((type == A && length == 4) || (type == AAAA && length == 16)) {
            addresses.add(text(bytes, position, length));
        } else if (type == HTTPS || type == SVCB) {
            hints(bytes, position, position + length, addresses);
        }
    }

    /** RFC 9460, section 2.2: priority, target, then parameters by ascending key. */
    private static void hints(byte[] bytes, int start, int limit, List<String> addresses) {
        int position = skipName(bytes, start + 2, limit);
        while (limit - position >= 4 && addresses.size() < MAX_ADDRESSES) {
            int key = unsigned16(bytes, position);
            int length = unsigned16(bytes, position + 2);
            position += 4;
            if (length > limit - position) {
                return;
            }
            int size = key == IPV4_HINT ? 4 : key == IPV6_HINT ? 16 : 0;
            for (int at = 0; size > 0 && at + size <= length && addresses.size() < MAX_ADDRESSES; at += size) {
                addresses.add(text(bytes, position + at, size));
            }
            position += length;
        }
    }

    private static String text(byte[] bytes, int position, int length) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, position, position + length))
                    .getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, but this one has " + length, e);
        }
    }

    /** Where the name at {@code position} ends; {@code limit} if it is broken. */
    private static int skipName(byte[] bytes, int position, int limit) {
        int at = position;
        while (at < limit) {
            int label = bytes[at] & 0xff;
            if (label == 0) {
                return at + 1;
            }
            if (label >= 0xc0) {
                return Math.min(at + 2, limit);
            }
            if (label > 63) {
                return limit;
            }
            at += 1 + label;
        }
        return limit;
    }

    /** The name at {@code position} with compression undone (RFC 1035, section 4.1.4), null if it is broken. */
    private static @Nullable String name(byte[] bytes, int message, int position, int limit) {
        StringBuilder result = new StringBuilder(64);
        int at = position;
        int jumps = 0;
        while (at < limit) {
            int label = bytes[at] & 0xff;
            if (label == 0) {
                return result.toString();
            }
            if (label >= 0xc0) {
                int target = at + 1 < limit ? message + ((label & 0x3f) << 8 | (bytes[at + 1] & 0xff)) : limit;
                if (++jumps > MAX_JUMPS || target >= at) {
                    return null;
                }
                at = target;
                continue;
            }
            if (label > 63 || label > limit - at - 1 || result.length() + label > MAX_NAME_BYTES) {
                return null;
            }
            if (!result.isEmpty()) {
                result.append('.');
            }
            appendLabel(result, bytes, at + 1, label);
            at += 1 + label;
        }
        return null;
    }

    private static void appendLabel(StringBuilder result, byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            char c = (char) (bytes[i] & 0xff);
            result.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
    }

    private static int unsigned16(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
    }
}
