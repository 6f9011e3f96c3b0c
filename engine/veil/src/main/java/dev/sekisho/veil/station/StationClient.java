package dev.sekisho.veil.station;

import dev.sekisho.veil.access.SignIn;
import dev.sekisho.veil.hash.ByteString;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One TLS connection to a station, kept for many requests. The platform's HTTP client does not say which connection a request
 * will take, and a sign-in is bound to one.
 *
 * <p>Not safe for use by several threads.
 */
public final class StationClient implements Closeable {
    private static final int TIMEOUT_MILLISECONDS = 30_000;
    private static final int MOST_HEAD_BYTES = 1 << 14;
    private static final int MOST_BODY_BYTES = 1 << 26;

    private final SSLSocket socket;
    private final InputStream in;

    /** Connects to a port on this machine and shakes hands. */
    public StationClient(SSLContext tls, int port) throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLISECONDS);
        plain.setTcpNoDelay(true);
        this.socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(TIMEOUT_MILLISECONDS);
        socket.startHandshake();
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** The exporter value of this connection (RFC 9266). */
    public ByteString exporter() throws IOException {
        if (socket.getSession() instanceof ExtendedSSLSession session) {
            return ByteString.of(
                    session.exportKeyingMaterialData(SignIn.EXPORTER_LABEL, new byte[0], SignIn.BINDING_BYTES));
        }
        throw new IOException("this TLS implementation has no exporter value (RFC 9266); sign-in needs one");
    }

    /** Sends a body to a path, and gives the answer. */
    public StationServer.Reply post(String path, byte[] body) throws IOException {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        String answer = head();
        int status = Integer.parseInt(answer.substring(9, 12));
        int length = number(answer, "content-length:");
        if (length > MOST_BODY_BYTES) {
            throw new IOException("the answer has " + length + " bytes, more than the " + MOST_BODY_BYTES + " allowed");
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new IOException("the station ended the connection within its answer");
        }
        return new StationServer.Reply(status, ByteString.of(content), number(answer, "retry-after:"));
    }

    /** The number in a header; 0 if there is no such header. */
    private static int number(String head, String header) throws IOException {
        for (String line : head.lines().skip(1).toList()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(header)) {
                String value = line.substring(header.length()).strip();
                if (!value.matches("[0-9]{1,9}")) {
                    throw new IOException("the answer says \"" + line + "\", where a number was expected");
                }
                return Integer.parseInt(value);
            }
        }
        return 0;
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (head.size() < MOST_HEAD_BYTES) {
            int value = in.read();
            if (value < 0) {
                throw new IOException("the station ended the connection without an answer");
            }
            head.write(value);
            last = (last << 8) | value;
            if (last == 0x0d0a0d0a) {
                String text = head.toString(StandardCharsets.ISO_8859_1);
                if (!text.matches("(?s)HTTP/1\\.1 [1-5][0-9][0-9].*")) {
                    throw new IOException("the answer does not begin as HTTP/1.1 does");
                }
                return text;
            }
        }
        throw new IOException("the head of the answer is longer than " + MOST_HEAD_BYTES + " bytes");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
