package dev.sekisho.traffic.tls;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.stream.ConnectionEvents;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the handshake of one connection has shown so far; tells the connection whenever more becomes visible. */
public final class TlsHandshake {
    private final ConnectionEvents events;
    private final Fingerprints.Carrier carrier;
    private @Nullable ClientHello clientHello;
    private @Nullable ServerHello serverHello;
    private @Nullable String ja3;
    private @Nullable String ja4;
    private @Nullable String ja3s;
    private @Nullable CertificateFacts certificate;
    private boolean certificateSeen;
    private boolean resumed;

    public TlsHandshake(ConnectionEvents events, Fingerprints.Carrier carrier) {
        this.events = events;
        this.carrier = carrier;
    }

    /**
     * Takes the body of a ClientHello message.
     *
     * @param declared length according to its header; more than {@code length} where only the beginning is there
     * @return false if its lengths contradict each other
     */
    public boolean readClientHello(byte[] bytes, int offset, int length, int declared) {
        ClientHello hello = ClientHello.parse(bytes, offset, length, declared);
        clientHello(hello);
        return hello.whole() || length < declared;
    }

    /**
     * Takes the body of a ServerHello message.
     *
     * @param declared length according to its header; more than {@code length} where only the beginning is there
     * @return false if its lengths contradict each other
     */
    public boolean readServerHello(byte[] bytes, int offset, int length, int declared) {
        ServerHello hello = ServerHello.parse(bytes, offset, length);
        serverHello(hello);
        return hello.whole() || length < declared;
    }

    /** Takes the client's hello. A second one, asked for by a HelloRetryRequest, changes nothing but a missing name. */
    void clientHello(ClientHello hello) {
        ClientHello first = clientHello;
        if (first != null && (first.serverName() != null || hello.serverName() == null)) {
            return;
        }
        clientHello = hello;
        if (hello.whole()) {
            Fingerprints fingerprints = Fingerprints.ofThread();
            ja3 = fingerprints.ja3(hello);
            ja4 = fingerprints.ja4(hello, carrier);
        }
        tell();
    }

    void serverHello(ServerHello hello) {
        ServerHello first = serverHello;
        if (first != null && !first.retryRequest()) {
            return;
        }
        serverHello = hello;
        if (hello.whole() && !hello.retryRequest()) {
            ja3s = Fingerprints.ofThread().ja3s(hello);
        }
        resumed = isVersion13() ? hello.acceptsPreSharedKey() : echoesSessionId(hello);
        if (!hello.retryRequest()) {
            tell();
        }
    }

    /** RFC 5246, section 7.4.1.3, and for tickets RFC 5077, section 3.4. */
    private boolean echoesSessionId(ServerHello hello) {
        ClientHello client = clientHello;
        return client != null && hello.sessionId().length > 0 && Arrays.equals(hello.sessionId(), client.sessionId());
    }

    void certificate(byte[] bytes, int offset, int length, int declared) {
        if (certificateSeen) {
            return;
        }
        certificateSeen = true;
        resumed = false;
        certificate = Certificates.ofThread().readMessage(bytes, offset, length);
        if (certificate == null && length == declared) {
            events.losses().add(Reason.MALFORMED_TLS);
        }
        tell();
    }

    /** Takes the server's change to encryption: without a certificate before it, the session is an earlier one's. */
    void serverChangesCipher() {
        ClientHello client = clientHello;
        if (serverHello != null
                && !isVersion13()
                && !certificateSeen
                && !resumed
                && client != null
                && client.offersResumption()) {
            resumed = true;
            tell();
        }
    }

    /** Whether the server has chosen TLS 1.3. */
    boolean isVersion13() {
        ServerHello hello = serverHello;
        return hello != null && hello.isVersion13();
    }

    /** Forgets the hellos once the handshake is over; what they showed is told already. */
    void release() {
        clientHello = null;
        serverHello = null;
        certificate = null;
    }

    private boolean hasServerHello() {
        ServerHello hello = serverHello;
        return hello != null && !hello.retryRequest();
    }

    boolean offersEarlyData() {
        ClientHello hello = clientHello;
        return hello != null && hello.offersEarlyData();
    }

    int cipher() {
        ServerHello hello = serverHello;
        return hello == null ? 0 : hello.cipher();
    }

    private void tell() {
        ClientHello client = clientHello;
        ServerHello server = hasServerHello() ? serverHello : null;
        events.tls(new TlsFacts(
                client == null ? null : client.serverName(),
                client == null ? List.of() : client.alpn(),
                client == null ? 0 : client.highestVersion(),
                ja3,
                ja4,
                server == null ? 0 : server.version(),
                server == null ? 0 : server.cipher(),
                server == null ? null : server.alpn(),
                ja3s,
                resumed,
                certificate,
                client != null && client.encryptedClientHello()));
    }
}
