package dev.sekisho.extrusion.evaluate;

import dev.sekisho.traffic.IpNetwork;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One row of {@code evaluate.csv}: whose traffic in an input is what.
 *
 * @param input capture or folder of logs, relative to the folder of the file
 * @param kind what the traffic is
 * @param leaveOutGroup sources that share a malware name or a C&amp;C host and are left out together; empty if none
 * @param c2Hosts names and addresses of the C&amp;C servers
 * @param clients the clients that are meant, empty for all
 * @param internalNetworks networks to which traffic does not leave the organisation
 * @param start first second that is meant (epoch seconds), negative infinity if not limited
 * @param end last second that is meant (epoch seconds), positive infinity if not limited
 */
public record EvaluationRow(
        String input,
        Kind kind,
        String leaveOutGroup,
        Set<String> c2Hosts,
        Set<String> clients,
        List<IpNetwork> internalNetworks,
        double start,
        double end) {

    public EvaluationRow {
        c2Hosts = Set.copyOf(c2Hosts);
        clients = Set.copyOf(clients);
        internalNetworks = List.copyOf(internalNetworks);
        if (input.isBlank()) {
            throw new IllegalArgumentException("input must name a capture or a folder of logs, but is empty");
        }
        if (start > end) {
            throw new IllegalArgumentException("start must not be after end, but " + start + " is after " + end);
        }
    }

    /** What the traffic of a row is. */
    public enum Kind {
        /** An infected machine. */
        MALWARE,
        /** Ordinary traffic. */
        BENIGN,
        /** An application that a company may prohibit. */
        PROHIBITED,
        /** Of unknown nature. */
        UNTRUSTED;

        /**
         * The kind by the name it has in the file.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        static Kind of(String name) {
            for (Kind kind : values()) {
                if (kind.label().equals(name)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "class must be malware, benign, prohibited or untrusted, but is \"" + name + "\"");
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The set that it is reported under: the first element of its path. */
    public String set() {
        int slash = input.indexOf('/');
        return slash < 0 ? input : input.substring(0, slash);
    }

    /** Whether the row speaks of what {@code client} did at {@code epochSecond}. */
    public boolean means(String client, double epochSecond) {
        return (clients.isEmpty() || clients.contains(client)) && epochSecond >= start && epochSecond <= end;
    }

    /** Whether {@code name} or {@code address} is one of the C&amp;C servers, or a name below one. */
    public boolean namesServer(String name, String address) {
        if (c2Hosts.contains(name) || c2Hosts.contains(address)) {
            return true;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String above = name.substring(dot + 1);
            if (above.indexOf('.') >= 0 && c2Hosts.contains(above)) {
                return true;
            }
        }
        return false;
    }

    /** Whether traffic to {@code address} stays inside. */
    public boolean isInternal(String address) {
        for (IpNetwork network : internalNetworks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
