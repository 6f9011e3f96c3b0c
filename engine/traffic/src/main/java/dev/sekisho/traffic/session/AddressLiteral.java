package dev.sekisho.traffic.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Addresses written as text. */
final class AddressLiteral {
    private AddressLiteral() {}

    /** Whether {@code text} is an address of either kind, without brackets. */
    static boolean isAddress(String text) {
        return isIpv4(text) || (text.indexOf(':') >= 0 && ipv6(text) != null);
    }

    /** Whether {@code text} is four decimal numbers below 256 joined by dots. */
    static boolean isIpv4(String text) {
        int parts = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (digits == 0 || ++parts > 3) {
                    return false;
                }
                digits = 0;
                value = 0;
            } else if (c >= '0' && c <= '9') {
                value = value * 10 + c - '0';
                if (++digits > 3 || value > 255) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return parts == 3 && digits > 0;
    }

    /** The canonical form of an IPv6 address (of an IPv4-mapped one, the IPv4 address), or null if it is none. */
    static @Nullable String ipv6(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                return null;
            }
        }
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            byte[] bytes = parsed.getAddress();
            if (parsed instanceof Inet6Address) {
                return Endpoint.text(Endpoint.high(bytes, 0, true), Endpoint.low(bytes, 0, true));
            }
            return Endpoint.text(0, Endpoint.low(bytes, 0, false));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
