package dev.sekisho.traffic.wire;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Notes every event as a list of what it was told. */
final class ToldEvents implements SessionSink {
    final List<List<Object>> told = new ArrayList<>();

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        told.add(List.of(session, key, exchange));
    }

    @Override
    public void recognised(long session, SessionKey key, ProtocolFacts facts) {
        told.add(List.of(session, key, facts));
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        told.add(List.of(session, key, connection));
    }

    @Override
    public void closed(CommunicationSession session) {
        told.add(List.of(session));
    }

    @Override
    public void resolved(String client, String name, String address, Instant time) {
        told.add(List.of(client, name, address, time));
    }

    /** Tells {@code sink} one event of each kind, with every field once present and once absent. */
    static void tell(SessionSink sink, long session) {
        Instant start = Instant.ofEpochSecond(1_767_600_000 + session, 123_456_789);
        Instant end = start.plusMillis(250);
        SessionKey named = new SessionKey("10.0.0.7", "www.例え.example", "192.0.2.1", 443);
        SessionKey address = new SessionKey("fd00::7", "2001:db8::1", "2001:db8::1", 65_535);
        sink.resolved("10.0.0.7", "www.example", "192.0.2.1", start);
        sink.recognised(session, named, new ProtocolFacts(start, Transport.TCP, Protocol.TLS, tls()));
        sink.recognised(session, address, new ProtocolFacts(start, Transport.UDP, Protocol.OTHER, null));
        sink.exchange(session, named, new Exchange(start, null, end, 0, Long.MAX_VALUE, null, null));
        sink.exchange(session, address, new Exchange(start, end, end, 300, 5000, request(), response()));
        sink.connection(
                session,
                named,
                connection(
                        start,
                        end,
                        tls(),
                        Opening.of(new byte[] {1, 2, (byte) 0xff}, 0, 3),
                        Opening.of(new byte[Connection.OPENING_BYTES], 0, Connection.OPENING_BYTES)));
        sink.connection(session, address, connection(start, end, null, Opening.EMPTY, Opening.EMPTY));
        sink.closed(new CommunicationSession(
                session, named, Protocol.TLS, start, end, 2, 3, 4, 5, "agent", "ja3", "ja4", "h2", "www.example"));
        sink.closed(new CommunicationSession(
                session + 1,
                address,
                Protocol.NONE,
                Instant.ofEpochSecond(-5, 1),
                end,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                null));
    }

    private static Connection connection(
            Instant start, Instant end, @org.jspecify.annotations.Nullable TlsFacts tls, Opening up, Opening down) {
        return new Connection(
                Transport.TCP,
                Protocol.TLS,
                start,
                end,
                50_000,
                443,
                10,
                11,
                1200,
                13_000,
                4,
                true,
                false,
                Connection.Ending.RESET,
                tls,
                up,
                down);
    }

    private static TlsFacts tls() {
        return new TlsFacts(
                "www.example",
                List.of("h2", "http/1.1"),
                0x0304,
                "0123",
                null,
                0x0303,
                0xc02f,
                "h2",
                null,
                true,
                new CertificateFacts(
                        "CN=a",
                        "CN=b",
                        null,
                        List.of("a", "b"),
                        Instant.EPOCH,
                        Instant.ofEpochSecond(4_000_000_000L),
                        2,
                        false,
                        "ab"),
                false);
    }

    private static HttpRequest request() {
        return new HttpRequest(
                "POST",
                "/a?b=ü",
                "1.1",
                "host",
                "agent",
                null,
                "text/plain",
                List.of("Host", "Accept"),
                true,
                false,
                null,
                "user",
                17,
                3.75,
                BodyType.ENCODED_TEXT);
    }

    private static HttpResponse response() {
        return new HttpResponse(
                404, "1.1", null, "gzip", "server", null, List.of(), true, false, 4711, 7.99, BodyType.EXECUTABLE);
    }
}
