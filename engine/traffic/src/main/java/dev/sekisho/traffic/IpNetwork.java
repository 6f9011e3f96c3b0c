package dev.sekisho.traffic;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** An IPv4 or IPv6 network in CIDR notation, for example {@code 10.0.0.0/8} or {@code fd00::/8}; immutable. */
public final class IpNetwork {
    private final byte[] address;
    private final int prefixLength;

    private IpNetwork(byte[] address, int prefixLength) {
        this.address = address;
        this.prefixLength = prefixLength;
    }

    /**
     * Reads {@code address/prefix}, or a lone address as a network of one.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        if (host.isEmpty() || !host.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')) {
            throw new IllegalArgumentException("expected a network such as 10.0.0.0/8, but got \"" + text + "\"");
        }
        try {
            byte[] address = InetAddress.ofLiteral(host).getAddress();
            int prefixLength = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (prefixLength < 0 || prefixLength > address.length * 8) {
                throw new IllegalArgumentException("prefix length of \"" + text + "\" must be between 0 and "
                        + address.length * 8 + ", but is " + prefixLength);
            }
            return new IpNetwork(address, prefixLength);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a network such as 10.0.0.0/8, but got \"" + text + "\"", e);
        }
    }

    /** The number of leading bits that all its addresses share. */
    public int prefixLength() {
        return prefixLength;
    }

    /** Whether {@code candidate}, an address literal, lies in this network; false for anything that is no address. */
    public boolean contains(String candidate) {
        if (candidate.isEmpty()
                || !candidate.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')) {
            return false;
        }
        try {
            return contains(InetAddress.ofLiteral(candidate).getAddress());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether {@code candidate}, 4 or 16 bytes in network order, lies in this network. */
    public boolean contains(byte[] candidate) {
        if (candidate.length != address.length) {
            return false;
        }
        int wholeBytes = prefixLength / 8;
        if (!Arrays.equals(candidate, 0, wholeBytes, address, 0, wholeBytes)) {
            return false;
        }
        int rest = prefixLength % 8;
        return rest == 0 || ((candidate[wholeBytes] ^ address[wholeBytes]) & 0xff) >>> (8 - rest) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpNetwork network
                && prefixLength == network.prefixLength
                && Arrays.equals(address, network.address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + prefixLength;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(address).getHostAddress() + "/" + prefixLength;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
