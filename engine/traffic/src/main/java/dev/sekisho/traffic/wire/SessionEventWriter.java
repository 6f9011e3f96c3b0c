package dev.sekisho.traffic.wire;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.TlsFacts;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Writes session events into batches of bytes. Where a batch ends depends on the events alone, so that the same input
 * always gives the same batches: whoever reads an input again after an interruption can leave out the first so many.
 * Used by one thread.
 *
 * <p>A batch is: the byte {@value #FORMAT}; the length of what follows when it is unpacked, four bytes, the highest first;
 * then, deflated (RFC 1951 within RFC 1950), one event after the other. An event begins with a byte for its kind. Who
 * speaks with whom is written in full where it occurs first in a batch and as its number after that.
 */
public final class SessionEventWriter implements SessionSink {
    /** Version of the form. */
    static final int FORMAT = 1;

    /** The largest batch when unpacked. */
    static final int LARGEST_BATCH = 16 << 20;

    /** A batch ends after the event with which it exceeds this, unpacked. */
    static final int FULL = 512 << 10;

    static final int HEADER = 5;
    static final int EXCHANGE = 1;
    static final int RECOGNISED = 2;
    static final int CONNECTION = 3;
    static final int CLOSED = 4;
    static final int RESOLVED = 5;

    private final WireOutput out = new WireOutput();
    private final Map<SessionKey, Integer> keys = new HashMap<>();
    private final Consumer<byte[]> batches;

    /** Makes a writer that hands on each batch when it is full. */
    public SessionEventWriter(Consumer<byte[]> batches) {
        this.batches = batches;
    }

    /** Hands on what has been written since the last batch, if there is anything. */
    public void flush() {
        if (out.length() > 0) {
            byte[] packed = pack();
            out.clear();
            keys.clear();
            batches.accept(packed);
        }
    }

    private byte[] pack() {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(out.array(), 0, out.length());
            deflater.finish();
            byte[] packed = new byte[HEADER + out.length() + out.length() / 1000 + 64];
            packed[0] = FORMAT;
            for (int i = 0; i < 4; i++) {
                packed[1 + i] = (byte) (out.length() >>> (24 - 8 * i));
            }
            int length = HEADER + deflater.deflate(packed, HEADER, packed.length - HEADER);
            return Arrays.copyOf(packed, length);
        }
    }

    private void ended() {
        if (out.length() > FULL) {
            flush();
        }
    }

    private void key(SessionKey key) {
        Integer known = keys.putIfAbsent(key, keys.size());
        if (known != null) {
            out.number(known + 1L);
            return;
        }
        out.number(0);
        out.text(key.client());
        out.text(key.server());
        out.text(key.address());
        out.number(key.port());
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        out.oneByte(EXCHANGE);
        out.number(session);
        key(key);
        out.time(exchange.start());
        out.maybeTime(exchange.responseStart());
        out.time(exchange.end());
        out.number(exchange.bytesUp());
        out.number(exchange.bytesDown());
        request(exchange.request());
        response(exchange.response());
        ended();
    }

    private void request(@Nullable HttpRequest request) {
        out.flag(request != null);
        if (request == null) {
            return;
        }
        out.text(request.method());
        out.text(request.target());
        out.text(request.version());
        out.text(request.host());
        out.text(request.userAgent());
        out.text(request.referer());
        out.text(request.contentType());
        out.texts(request.headerNames());
        out.flag(request.sendsCookie());
        out.flag(request.sendsCredentials());
        out.text(request.forwardedFor());
        out.text(request.proxyUser());
        out.number(request.bodyBytes());
        out.fraction(request.bodyEntropy());
        out.number(request.bodyType().ordinal());
    }

    private void response(@Nullable HttpResponse response) {
        out.flag(response != null);
        if (response == null) {
            return;
        }
        out.number(response.status());
        out.text(response.version());
        out.text(response.contentType());
        out.text(response.contentEncoding());
        out.text(response.server());
        out.text(response.location());
        out.texts(response.headerNames());
        out.flag(response.setsCookie());
        out.flag(response.cacheable());
        out.number(response.bodyBytes());
        out.fraction(response.bodyEntropy());
        out.number(response.bodyType().ordinal());
    }

    @Override
    public void recognised(long session, SessionKey key, ProtocolFacts facts) {
        out.oneByte(RECOGNISED);
        out.number(session);
        key(key);
        out.time(facts.connectionStart());
        out.number(facts.transport().ordinal());
        out.number(facts.protocol().ordinal());
        tls(facts.tls());
        ended();
    }

    private void tls(@Nullable TlsFacts tls) {
        out.flag(tls != null);
        if (tls == null) {
            return;
        }
        out.text(tls.serverName());
        out.texts(tls.alpn());
        out.number(tls.offeredVersion());
        out.text(tls.ja3());
        out.text(tls.ja4());
        out.number(tls.negotiatedVersion());
        out.number(tls.cipher());
        out.text(tls.chosenAlpn());
        out.text(tls.ja3s());
        out.flag(tls.resumed());
        certificate(tls.certificate());
        out.flag(tls.encryptedClientHello());
    }

    private void certificate(@Nullable CertificateFacts certificate) {
        out.flag(certificate != null);
        if (certificate == null) {
            return;
        }
        out.text(certificate.subject());
        out.text(certificate.issuer());
        out.text(certificate.subjectCommonName());
        out.texts(certificate.names());
        out.time(certificate.notBefore());
        out.time(certificate.notAfter());
        out.number(certificate.chainLength());
        out.flag(certificate.selfSigned());
        out.text(certificate.sha256());
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        out.oneByte(CONNECTION);
        out.number(session);
        key(key);
        out.number(connection.transport().ordinal());
        out.number(connection.protocol().ordinal());
        out.time(connection.start());
        out.time(connection.end());
        out.number(connection.clientPort());
        out.number(connection.serverPort());
        out.number(connection.packetsUp());
        out.number(connection.packetsDown());
        out.number(connection.bytesUp());
        out.number(connection.bytesDown());
        out.number(connection.exchanges());
        out.flag(connection.established());
        out.flag(connection.openedBeforeCapture());
        out.number(connection.ending().ordinal());
        tls(connection.tls());
        out.block(connection.openingUp().toArray());
        out.block(connection.openingDown().toArray());
        ended();
    }

    @Override
    public void closed(CommunicationSession session) {
        out.oneByte(CLOSED);
        out.number(session.id());
        key(session.key());
        out.number(session.protocol().ordinal());
        out.time(session.start());
        out.time(session.end());
        out.number(session.connections());
        out.number(session.exchanges());
        out.number(session.bytesUp());
        out.number(session.bytesDown());
        out.text(session.userAgent());
        out.text(session.ja3());
        out.text(session.ja4());
        out.text(session.alpn());
        out.text(session.resolvedName());
        ended();
    }

    @Override
    public void resolved(String client, String name, String address, Instant time) {
        out.oneByte(RESOLVED);
        out.text(client);
        out.text(name);
        out.text(address);
        out.time(time);
        ended();
    }
}
