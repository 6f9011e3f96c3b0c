package dev.sekisho.extrusion.alert;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The servers of alerts as lists with which an exit blocks them. Only well-formed names and addresses get in, because
 * names come from hostile traffic and these files steer proxies and resolvers. Lists are sorted and free of doubles.
 */
public final class BlockList {
    private final SortedSet<String> names = new TreeSet<>();
    private final SortedSet<String> addresses = new TreeSet<>();

    public BlockList(List<Alert> alerts) {
        alerts.forEach(alert -> add(alert.server()));
    }

    /** A list of servers by their names or addresses. */
    public BlockList(Set<String> servers) {
        servers.forEach(this::add);
    }

    private void add(String server) {
        if (Servers.isAddress(server)) {
            addresses.add(server);
        } else if (Servers.isDomainName(server)) {
            names.add(server);
        }
    }

    /** How many servers are on it. */
    public int size() {
        return names.size() + addresses.size();
    }

    /** One name or address a line. */
    public String toPlainText() {
        StringBuilder text = new StringBuilder("# Servers to block, one a line\n");
        names.forEach(name -> text.append(name).append('\n'));
        addresses.forEach(address -> text.append(address).append('\n'));
        return text.toString();
    }

    /**
     * Access rules for Squid, to be included before its own {@code http_access} lines. Names hold for the host itself,
     * not for its neighbours below the same domain.
     */
    public String toSquid() {
        StringBuilder text = new StringBuilder("# Include this file in squid.conf before other http_access lines\n");
        names.forEach(name ->
                text.append("acl sekisho_names dstdomain -n ").append(name).append('\n'));
        addresses.forEach(address ->
                text.append("acl sekisho_addresses dst ").append(address).append('\n'));
        if (!names.isEmpty()) {
            text.append("http_access deny sekisho_names\n");
        }
        if (!addresses.isEmpty()) {
            text.append("http_access deny sekisho_addresses\n");
        }
        return text.toString();
    }

    /**
     * A response policy zone for resolvers such as BIND, Unbound, Knot and PowerDNS: names do not exist, and answers
     * that point to the addresses are treated likewise.
     *
     * @param serial time of which the zone's serial number is the Unix time
     */
    public String toResponsePolicyZone(Instant serial) {
        StringBuilder text = new StringBuilder();
        text.append("$TTL 300\n");
        text.append("@ IN SOA localhost. hostmaster.localhost. ")
                .append(serial.getEpochSecond() & 0xffff_ffffL)
                .append(" 3600 600 86400 300\n");
        text.append("@ IN NS localhost.\n");
        names.forEach(name -> text.append(name).append(" CNAME .\n"));
        addresses.forEach(
                address -> text.append(responseAddressTrigger(address)).append(" CNAME .\n"));
        return text.toString();
    }

    /** An address as trigger on answers: prefix length and the parts in reverse, {@code 32.4.3.2.1.rpz-ip}. */
    private static String responseAddressTrigger(String address) {
        if (address.indexOf(':') < 0) {
            return "32." + reversed(List.of(address.split("\\.", -1))) + ".rpz-ip";
        }
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        String[] groups = new String[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = Integer.toHexString((bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff));
        }
        return "128." + withZeroRun(groups) + ".rpz-ip";
    }

    /** Groups in reverse with the longest run of zeros, if of two or more, as {@code zz}. */
    private static String withZeroRun(String[] groups) {
        int bestStart = -1;
        int bestLength = 1;
        for (int start = 0; start < groups.length; start++) {
            int length = 0;
            while (start + length < groups.length && groups[start + length].equals("0")) {
                length++;
            }
            if (length > bestLength) {
                bestStart = start;
                bestLength = length;
            }
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < groups.length; i++) {
            if (bestStart >= 0 && i == bestStart) {
                parts.add("zz");
                i += bestLength - 1;
            } else {
                parts.add(groups[i]);
            }
        }
        return reversed(parts);
    }

    private static String reversed(List<String> parts) {
        return String.join(".", parts.reversed());
    }
}
