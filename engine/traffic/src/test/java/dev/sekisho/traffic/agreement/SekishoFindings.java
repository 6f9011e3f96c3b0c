package dev.sekisho.traffic.agreement;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.input.ProgressListener;
import dev.sekisho.traffic.input.TrafficReader;
import java.nio.file.Path;
import java.util.List;

/** Reads a capture with Sekisho and counts. */
final class SekishoFindings implements SessionSink {
    private final Findings findings = new Findings();

    static Findings of(Path capture) {
        SekishoFindings sink = new SekishoFindings();
        new TrafficReader().read(List.of(capture), SessionSettings.DEFAULT, sink, ProgressListener.NONE);
        return sink.findings;
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        HttpRequest request = exchange.request();
        if (request != null) {
            boolean two = request.version().equals("2");
            findings.add(two ? Quantity.HTTP2_REQUESTS : Quantity.REQUESTS, 1);
            boolean hostSent =
                    !request.target().contains("://") && !request.method().equals("CONNECT");
            findings.requests.add(TsharkFindings.line(
                    request.method(), request.target(), hostSent ? request.host() : "", request.userAgent()));
        }
        HttpResponse response = exchange.response();
        if (response != null) {
            boolean two = response.version().equals("2");
            findings.add(two ? Quantity.HTTP2_RESPONSES : Quantity.RESPONSES, 1);
            findings.responses.add(
                    TsharkFindings.line("" + response.status(), response.contentType(), response.server()));
        }
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        if (connection.tls() != null && connection.tls().ja4() != null) {
            findings.add(Quantity.CLIENT_HELLOS, 1);
            findings.add(Quantity.SERVER_NAMES, connection.tls().serverName() == null ? 0 : 1);
        }
    }
}
