package dev.sekisho.extrusion.index;

import dev.sekisho.extrusion.activity.Activity;
import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.activity.PairView;
import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the sessions of a test by hand. Times are seconds after a fixed moment. */
final class PairScript {
    static final Instant EPOCH = Instant.parse("2030-01-01T00:00:00Z");

    final Activity activity;

    PairScript() {
        this(ActivitySettings.DEFAULT);
    }

    PairScript(ActivitySettings settings) {
        activity = new Activity(settings, (pair, millis) -> {});
    }

    static SessionKey key(String server, String address, int port) {
        return new SessionKey("10.0.0.1", server, address, port);
    }

    static Instant at(double seconds) {
        return EPOCH.plusMillis(Math.round(seconds * 1000));
    }

    /** A request under construction. */
    static final class Request {
        private final String method;
        private final String target;
        private @Nullable String agent;
        private @Nullable String referer;
        private @Nullable String contentType;
        private List<String> headers = List.of("Host");
        private boolean cookie;
        private String version = "1.1";
        private long body;
        private double entropy;
        private BodyType bodyType = BodyType.EMPTY;

        Request(String method, String target) {
            this.method = method;
            this.target = target;
        }

        Request agent(String value) {
            agent = value;
            return this;
        }

        Request referer(String value) {
            referer = value;
            return this;
        }

        Request headers(String... names) {
            headers = List.of(names);
            return this;
        }

        Request cookie() {
            cookie = true;
            return this;
        }

        Request oldVersion() {
            version = "1.0";
            return this;
        }

        Request body(@Nullable String type, long bytes, double bitsPerByte, BodyType looks) {
            contentType = type;
            body = bytes;
            entropy = bitsPerByte;
            bodyType = looks;
            return this;
        }

        HttpRequest made(String host) {
            return new HttpRequest(
                    method,
                    target,
                    version,
                    host,
                    agent,
                    referer,
                    contentType,
                    headers,
                    cookie,
                    false,
                    null,
                    null,
                    body,
                    entropy,
                    bodyType);
        }
    }

    /** A response under construction. */
    static final class Response {
        private final int status;
        private @Nullable String contentType;
        private boolean cacheable;
        private long body;
        private double entropy;
        private BodyType bodyType = BodyType.EMPTY;

        Response(int status) {
            this.status = status;
        }

        Response cacheable() {
            cacheable = true;
            return this;
        }

        Response body(@Nullable String type, long bytes, double bitsPerByte, BodyType looks) {
            contentType = type;
            body = bytes;
            entropy = bitsPerByte;
            bodyType = looks;
            return this;
        }

        HttpResponse made() {
            return new HttpResponse(
                    status,
                    "1.1",
                    contentType,
                    null,
                    null,
                    null,
                    List.of("Date"),
                    false,
                    cacheable,
                    body,
                    entropy,
                    bodyType);
        }
    }

    void http(SessionKey key, double start, Request request, @Nullable Response response) {
        HttpResponse made = response == null ? null : response.made();
        activity.exchange(
                1,
                key,
                new Exchange(
                        at(start),
                        made == null ? null : at(start + 0.1),
                        at(start + 0.2),
                        100 + request.body,
                        made == null ? 0 : 100 + made.bodyBytes(),
                        request.made(key.server()),
                        made));
    }

    void turn(SessionKey key, double start, double delay, long up, long down) {
        activity.exchange(
                1,
                key,
                new Exchange(at(start), down == 0 ? null : at(start + delay), at(start + delay), up, down, null, null));
    }

    void connection(
            SessionKey key, Protocol protocol, double start, double seconds, int exchanges, @Nullable TlsFacts tls) {
        activity.recognised(1, key, new ProtocolFacts(at(start), Transport.TCP, protocol, tls));
        activity.connection(
                1,
                key,
                new Connection(
                        Transport.TCP,
                        protocol,
                        at(start),
                        at(start + seconds),
                        40000,
                        key.port(),
                        10,
                        10,
                        1000,
                        1000,
                        exchanges,
                        true,
                        false,
                        Connection.Ending.CLOSED,
                        tls,
                        Opening.EMPTY,
                        Opening.EMPTY));
    }

    void refused(SessionKey key, double start) {
        activity.connection(
                1,
                key,
                new Connection(
                        Transport.TCP,
                        Protocol.NONE,
                        at(start),
                        at(start),
                        40000,
                        key.port(),
                        1,
                        0,
                        0,
                        0,
                        0,
                        false,
                        false,
                        Connection.Ending.SILENT,
                        null,
                        Opening.EMPTY,
                        Opening.EMPTY));
    }

    static TlsFacts tls(@Nullable String name, List<String> alpn, int version, @Nullable CertificateFacts certificate) {
        return new TlsFacts(name, alpn, version, "ja3", "ja4", 0x0303, 0xc02f, null, "ja3s", false, certificate, false);
    }

    static CertificateFacts certificate(String commonName, int ageDays, int validDays, int chain, boolean selfSigned) {
        Instant from = EPOCH.minusSeconds(86_400L * ageDays);
        return new CertificateFacts(
                "CN=" + commonName,
                "CN=x",
                commonName,
                new ArrayList<>(),
                from,
                from.plusSeconds(86_400L * validDays),
                chain,
                selfSigned,
                "00");
    }

    /** Measures a pair. */
    double[] measured(SessionKey key) {
        return new Catalogue().measure(new PairView(activity, Objects.requireNonNull(activity.find(key))));
    }
}
