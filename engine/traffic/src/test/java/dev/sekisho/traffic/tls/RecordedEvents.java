package dev.sekisho.traffic.tls;

import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.stream.ConnectionEvents;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps everything that a parser tells. */
public final class RecordedEvents implements ConnectionEvents {
    public final List<Protocol> protocols = new ArrayList<>();
    public final List<Exchange> exchanges = new ArrayList<>();
    public final List<TlsFacts> facts = new ArrayList<>();
    public final List<String> tunnels = new ArrayList<>();
    public final List<String> behalf = new ArrayList<>();
    public final List<String> resolved = new ArrayList<>();
    public final Losses losses = new Losses();

    @Override
    public void protocol(Protocol protocol) {
        protocols.add(protocol);
    }

    @Override
    public void exchange(Exchange exchange, @Nullable String authority) {
        exchanges.add(exchange);
    }

    @Override
    public void tunnel(String host, int port) {
        tunnels.add(host + ":" + port);
    }

    @Override
    public void onBehalfOf(@Nullable String forwardedFor, @Nullable String proxyUser) {
        behalf.add(forwardedFor + "/" + proxyUser);
    }

    @Override
    public void tls(TlsFacts told) {
        facts.add(told);
    }

    @Override
    public void resolved(String name, String address, long nanos) {
        resolved.add(name + "=" + address);
    }

    @Override
    public Losses losses() {
        return losses;
    }

    /** Everything told, as text, for comparing two runs. */
    public String everything() {
        return protocols + "\n" + exchanges + "\n" + facts + "\n" + tunnels + "\n" + behalf + "\n" + resolved + "\n"
                + losses.counts();
    }
}
