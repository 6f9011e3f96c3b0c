package dev.sekisho.traffic.http;

import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.OpaqueParser;
import dev.sekisho.traffic.stream.StreamParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a parser tells. */
final class RecordingEvents implements ConnectionEvents {
    final List<Exchange> exchanges = new ArrayList<>();
    final List<@Nullable String> authorities = new ArrayList<>();
    /** Everything but exchanges, as one line each. */
    final List<String> told = new ArrayList<>();

    /** What takes the content of tunnels, an {@link OpaqueParser} if null. */
    @Nullable
    StreamParser inside;

    private final Losses losses = new Losses();

    @Override
    public void protocol(Protocol protocol) {
        told.add("protocol " + protocol);
    }

    @Override
    public void exchange(Exchange exchange, @Nullable String authority) {
        exchanges.add(exchange);
        authorities.add(authority);
    }

    @Override
    public void tunnel(String host, int port) {
        told.add("tunnel " + host + " " + port);
    }

    @Override
    public void onBehalfOf(@Nullable String forwardedFor, @Nullable String proxyUser) {
        told.add("on behalf of " + forwardedFor + " " + proxyUser);
    }

    @Override
    public void tls(TlsFacts facts) {
        told.add("tls " + facts.serverName());
    }

    @Override
    public StreamParser inner() {
        return inside == null ? new OpaqueParser(this) : inside;
    }

    @Override
    public Losses losses() {
        return losses;
    }
}
