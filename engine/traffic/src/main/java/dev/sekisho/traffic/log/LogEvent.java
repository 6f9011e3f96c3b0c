package dev.sekisho.traffic.log;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one line of a log tells, whichever tool wrote it. Times are nanoseconds since the epoch. */
sealed interface LogEvent {

    /** When the line was about to be written: what the lines of a log are in order of. */
    long nanos();

    /** The two ends of a connection. */
    record Ends(Transport transport, String client, int clientPort, String server, int serverPort) {}

    /**
     * A whole connection, told when it had ended.
     *
     * @param id what ties the lines of one connection together
     * @param service what was recognised in it, {@link Protocol#OTHER} where the log does not say
     */
    record ConnectionSeen(
            String id,
            Ends ends,
            long startNanos,
            long nanos,
            Protocol service,
            long packetsUp,
            long packetsDown,
            long bytesUp,
            long bytesDown,
            boolean established,
            boolean openedBeforeLog,
            Connection.Ending ending)
            implements LogEvent {}

    /** One HTTP request and the response to it. */
    record HttpSeen(
            String id,
            Ends ends,
            long nanos,
            HttpRequest request,
            @Nullable HttpResponse response) implements LogEvent {}

    /**
     * One TLS or QUIC handshake.
     *
     * @param certificates SHA-256 or other fingerprints of the server's chain by which {@link CertificateSeen} is found
     */
    record TlsSeen(String id, Ends ends, long nanos, Protocol protocol, TlsFacts facts, List<String> certificates)
            implements LogEvent {}

    /** One certificate, told once however often it is used. */
    record CertificateSeen(long nanos, String fingerprint, CertificateFacts facts) implements LogEvent {}

    /** One DNS answer: {@code client} asked for {@code name} and was given {@code addresses}. */
    record AnswerSeen(long nanos, String client, String name, List<String> addresses) implements LogEvent {}

    /** A transaction of a proxy: one request with everything that the proxy says of it. */
    record ProxyTransaction(
            Ends ends,
            long startNanos,
            long nanos,
            Protocol service,
            long bytesUp,
            long bytesDown,
            HttpRequest request,
            @Nullable HttpResponse response,
            @Nullable TlsFacts tls)
            implements LogEvent {}
}
