package dev.sekisho.traffic.stream;

import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.TlsFacts;
import org.jspecify.annotations.Nullable;

/** What a {@link StreamParser} tells about its connection. */
public interface ConnectionEvents {
    /** The protocol is recognised; inside a tunnel called again for what the tunnel carries. */
    void protocol(Protocol protocol);

    /**
     * An exchange is complete.
     *
     * @param authority host or host:port that this exchange is meant for, null to keep the connection's last known one
     */
    void exchange(Exchange exchange, @Nullable String authority);

    /**
     * The connection was told to reach {@code host} (CONNECT, SOCKS, PROXY protocol) and everything that follows is for
     * it.
     *
     * @param port the target's port, 0 if not told
     */
    void tunnel(String host, int port);

    /** The client on whose behalf the connection was made, as a proxy in front of us says (PROXY protocol, CONNECT). */
    void onBehalfOf(@Nullable String forwardedFor, @Nullable String proxyUser);

    /** The TLS or QUIC handshake is seen as far as it ever will be. May be called again when more becomes visible. */
    void tls(TlsFacts facts);

    /**
     * A parser for what comes next on this connection once the protocol so far has handed it over: the inside of a
     * tunnel (after CONNECT or SOCKS) or whatever follows a PROXY protocol header or an upgrade. It recognises the
     * protocol anew. The caller first reports everything of its own, then passes the remaining bytes of the call under
     * way to the new parser; from the next call on the connection speaks with the new parser directly and the caller is
     * not called again, not even {@link StreamParser#end}.
     */
    default StreamParser inner() {
        return new OpaqueParser(this);
    }

    /**
     * A DNS answer on this connection told the client that {@code name} has {@code address}.
     *
     * @param name the name asked for, in lower case without a final dot
     * @param address an IPv4 or IPv6 address as text
     */
    default void resolved(String name, String address, long nanos) {}

    /** Where to count what cannot be understood. */
    Losses losses();
}
