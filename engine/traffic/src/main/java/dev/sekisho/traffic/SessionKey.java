package dev.sekisho.traffic;

/**
 * Who speaks with whom.
 *
 * @param client the client: its address in canonical text form or, behind a trusted proxy, the address or user that the
 *     proxy names
 * @param server the server's name in lower case without port and trailing dot; where none was seen, its address in
 *     canonical text form
 * @param address the server's address in canonical text form; the proxy's where only the proxy's was seen, empty where a
 *     log does not say
 * @param port the server's port, 0 where a log does not say
 */
public record SessionKey(String client, String server, String address, int port) {

    /** Whether the server is known by a name rather than by its address alone. */
    public boolean isNamed() {
        return !server.equals(address);
    }
}
