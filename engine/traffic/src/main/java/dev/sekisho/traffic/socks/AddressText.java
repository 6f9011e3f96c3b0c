package dev.sekisho.traffic.socks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** Targets as text. */
final class AddressText {
    private AddressText() {}

    /** An address of 4 or 16 bytes in the form that the Java library gives it. */
    static String ofAddress(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, but this one has " + address.length, e);
        }
    }

    /** A domain name, bytes as ISO 8859-1. */
    static String ofName(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
