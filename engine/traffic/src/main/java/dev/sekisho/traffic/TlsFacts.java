package dev.sekisho.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake of one TLS or QUIC connection shows in clear.
 *
 * @param serverName the server_name extension (RFC 6066), null if absent
 * @param alpn the protocols offered by the client, in order
 * @param offeredVersion the highest version offered by the client as its wire number, for example 0x0304 for TLS 1.3
 * @param ja3 the MD5 of the JA3 string in lower-case hexadecimal, null when the hello was not seen whole
 * @param ja4 the JA4 fingerprint, null likewise
 * @param negotiatedVersion the version chosen by the server as its wire number, 0 when its hello was not seen
 * @param cipher the suite chosen by the server, 0 when its hello was not seen
 * @param chosenAlpn the protocol chosen by the server where it is visible (TLS 1.2 and below)
 * @param ja3s the MD5 of the JA3S string, null when the server's hello was not seen whole
 * @param resumed whether the connection resumed an earlier one
 * @param certificate facts of the server's certificate where it is visible (TLS 1.2 and below)
 * @param encryptedClientHello whether the client sent an encrypted_client_hello or encrypted_server_name extension
 */
public record TlsFacts(
        @Nullable String serverName,
        List<String> alpn,
        int offeredVersion,
        @Nullable String ja3,
        @Nullable String ja4,
        int negotiatedVersion,
        int cipher,
        @Nullable String chosenAlpn,
        @Nullable String ja3s,
        boolean resumed,
        @Nullable CertificateFacts certificate,
        boolean encryptedClientHello) {

    public TlsFacts {
        alpn = List.copyOf(alpn);
    }
}
