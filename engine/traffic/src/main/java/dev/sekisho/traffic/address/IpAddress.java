package dev.sekisho.traffic.address;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Address literals in the one form in which sessions name addresses: dotted for IPv4, RFC 5952 for IPv6. An IPv4-mapped
 * IPv6 address (RFC 4291, 2.5.5.2) is written as the IPv4 address in it.
 */
public final class IpAddress {
    private static final long IPV4_MAPPED = 0xffff;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private IpAddress() {}

    /** The canonical form of a literal; null for anything that is none. */
    public static @Nullable String canonical(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 45) {
            return null;
        }
        boolean colon = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            colon |= c == ':';
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                return null;
            }
        }
        if (!colon) {
            return isIpv4(text) ? text : null;
        }
        try {
            return text(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isIpv4(String text) {
        int parts = 1;
        int value = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (value < 0 || ++parts > 4) {
                    return false;
                }
                value = -1;
            } else if (c < '0' || c > '9' || value == 0) {
                return false;
            } else {
                value = Math.max(value, 0) * 10 + (c - '0');
                if (value > 255) {
                    return false;
                }
            }
        }
        return parts == 4 && value >= 0;
    }

    /** The text of an address of 4 or 16 bytes in network order. */
    public static String text(byte[] address) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        return switch (address.length) {
            case 4 -> text(0, IPV4_MAPPED << 32 | Integer.toUnsignedLong(bytes.getInt()));
            case 16 -> text(bytes.getLong(), bytes.getLong());
            default ->
                throw new IllegalArgumentException("an address has 4 or 16 bytes, but this one has " + address.length);
        };
    }

    /** The text of an address given as the two halves of its IPv6 form. */
    public static String text(long high, long low) {
        StringBuilder text = new StringBuilder(39);
        if (high == 0 && low >>> 32 == IPV4_MAPPED) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                text.append(low >>> shift & 0xff);
                if (shift > 0) {
                    text.append('.');
                }
            }
            return text.toString();
        }
        int zerosFrom = -1;
        int zeros = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(high, low, i + run) == 0) {
                run++;
            }
            if (run > zeros) {
                zerosFrom = i;
                zeros = run;
            }
            i += run;
        }
        for (int i = 0; i < 8; i++) {
            if (i == zerosFrom) {
                text.append("::");
                i += zeros - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            hex(text, group(high, low, i));
        }
        return text.toString();
    }

    private static int group(long high, long low, int index) {
        return (int) ((index < 4 ? high : low) >>> (16 * (3 - (index & 3)))) & 0xffff;
    }

    private static void hex(StringBuilder text, int value) {
        boolean begun = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = value >>> shift & 0xf;
            begun |= digit != 0 || shift == 0;
            if (begun) {
                text.append(HEX[digit]);
            }
        }
    }
}
