package dev.sekisho.bench.synthetic;

import dev.sekisho.traffic.Protocol;
import java.time.Duration;

/**
 * A server of synthetic traffic.
 *
 * @param name host name under {@code .example}
 * @param address IPv4 address of the benchmarking range (RFC 2544) as a number
 * @param port 80 or 443
 * @param protocol {@link Protocol#HTTP} or {@link Protocol#TLS}
 * @param keepAlive how long it leaves an idle connection open
 */
record SyntheticServer(String name, int address, int port, Protocol protocol, Duration keepAlive) {

    /** The address in dotted form. */
    String dotted() {
        return dotted(address);
    }

    static String dotted(int address) {
        return (address >>> 24) + "." + ((address >>> 16) & 0xff) + "." + ((address >>> 8) & 0xff) + "."
                + (address & 0xff);
    }
}
