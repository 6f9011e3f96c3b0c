package dev.sekisho.veil.station;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.sekisho.veil.access.SignIn;
import dev.sekisho.veil.hash.ByteString;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * A station's HTTPS server on this machine: TLS 1.3 alone, one virtual thread for each request, bodies of bounded size.
 */
public final class StationServer implements Closeable {
    /** The most bytes of a request's body. */
    public static final int MOST_BODY_BYTES = 1 << 22;

    private static final int BACKLOG = 256;
    private static final int RETRY_AFTER_SECONDS = 5;

    static {
        // head and body of an answer are two segments; the second must not wait for the first to be acknowledged
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpsServer server;
    private final ExecutorService threads;

    /**
     * Starts a server.
     *
     * @param port the port on the loopback interface; 0 for any that is free
     * @param requiresCertificate whether clients must show a certificate of the authority: so between stations, not for users
     * @param routes what answers by path
     */
    public StationServer(SSLContext tls, int port, boolean requiresCertificate, Map<String, Route> routes)
            throws IOException {
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setProtocols(new String[] {"TLSv1.3"});
                wanted.setNeedClientAuth(requiresCertificate);
                parameters.setSSLParameters(wanted);
            }
        });
        routes.forEach((path, route) -> server.createContext(path, exchange -> answer(exchange, route)));
        server.start();
    }

    private static void answer(HttpExchange exchange, Route route) throws IOException {
        try (exchange) {
            byte[] body;
            try (InputStream in = exchange.getRequestBody()) {
                body = in.readNBytes(MOST_BODY_BYTES + 1);
            }
            Reply reply = body.length > MOST_BODY_BYTES
                    ? Reply.of(413, new byte[0])
                    : handle(route, new Request(ByteString.of(body), exporter(exchange)));
            if (reply.retryAfterSeconds() > 0) {
                exchange.getResponseHeaders().set("Retry-After", Integer.toString(reply.retryAfterSeconds()));
            }
            byte[] out = reply.body().toBytes();
            exchange.sendResponseHeaders(reply.status(), out.length == 0 ? -1 : out.length);
            if (out.length > 0) {
                exchange.getResponseBody().write(out);
            }
        }
    }

    private static Reply handle(Route route, Request request) throws IOException {
        try {
            return route.handle(request);
        } catch (StorageException e) {
            return new Reply(503, ByteString.EMPTY, RETRY_AFTER_SECONDS);
        }
    }

    /** The exporter value of the connection (RFC 9266); empty where the platform has none, so that sign-in fails there. */
    private static ByteString exporter(HttpExchange exchange) {
        if (exchange instanceof HttpsExchange https && https.getSSLSession() instanceof ExtendedSSLSession session) {
            try {
                return ByteString.of(
                        session.exportKeyingMaterialData(SignIn.EXPORTER_LABEL, new byte[0], SignIn.BINDING_BYTES));
            } catch (SSLException | UnsupportedOperationException e) {
                return ByteString.EMPTY;
            }
        }
        return ByteString.EMPTY;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Answers requests. */
    @FunctionalInterface
    public interface Route {
        /** The answer to a request; after a {@link StorageException} the station answers 503 with Retry-After. */
        Reply handle(Request request) throws IOException;
    }

    /**
     * A request.
     *
     * @param body its body
     * @param exporter the exporter value of its connection
     */
    public record Request(ByteString body, ByteString exporter) {}

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body the body; may be empty
     * @param retryAfterSeconds when to come again; 0 if nothing is said about it
     */
    public record Reply(int status, ByteString body, int retryAfterSeconds) {
        /** An answer. */
        public static Reply of(int status, byte[] body) {
            return new Reply(status, ByteString.of(body), 0);
        }
    }
}
