package dev.sekisho.extrusion.activity;

import dev.sekisho.traffic.IpNetwork;
import java.util.List;

/**
 * The networks of the organisation itself. Traffic to them does not leave it.
 *
 * @param networks the networks
 */
public record InternalNetworks(List<IpNetwork> networks) {

    /**
     * The ranges that are never routed on the Internet: RFC 1918, RFC 6598, RFC 3927, RFC 1122 loopback, RFC 4193 and
     * RFC 4291 link-local.
     */
    public static final InternalNetworks PRIVATE = of(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "127.0.0.0/8",
            "fc00::/7",
            "fe80::/10",
            "::1");

    /** No network is internal: every server is judged. */
    public static final InternalNetworks NONE = new InternalNetworks(List.of());

    private static final List<IpNetwork> NOT_ONE_HOST =
            of("224.0.0.0/4", "255.255.255.255", "0.0.0.0/8", "ff00::/8", "::").networks();

    public InternalNetworks {
        networks = List.copyOf(networks);
    }

    /** Reads networks in CIDR notation. */
    public static InternalNetworks of(String... networks) {
        return new InternalNetworks(
                List.of(networks).stream().map(IpNetwork::parse).toList());
    }

    /** Whether {@code address}, an address literal, is internal. */
    public boolean contains(String address) {
        return within(networks, address);
    }

    /** Whether {@code address} is a multicast, broadcast or unspecified address and thus no single host. */
    static boolean isNoSingleHost(String address) {
        return within(NOT_ONE_HOST, address);
    }

    private static boolean within(List<IpNetwork> networks, String address) {
        for (IpNetwork network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
