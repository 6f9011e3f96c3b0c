package dev.sekisho.extrusion.application;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signs of applications that depend on how several facts of a connection go together, each with its source.
 *
 * <p>Stateless and safe between threads.
 */
final class BehaviourSigns {
    /** Addresses that large public resolvers publish for DNS over HTTPS and TLS. */
    private static final List<IpNetwork> PUBLIC_RESOLVERS = List.of(
            IpNetwork.parse("1.1.1.0/29"),
            IpNetwork.parse("1.0.0.0/29"),
            IpNetwork.parse("8.8.8.8"),
            IpNetwork.parse("8.8.4.4"),
            IpNetwork.parse("9.9.9.9"),
            IpNetwork.parse("9.9.9.10"),
            IpNetwork.parse("9.9.9.11"),
            IpNetwork.parse("149.112.112.0/24"),
            IpNetwork.parse("94.140.14.0/23"),
            IpNetwork.parse("208.67.222.222"),
            IpNetwork.parse("208.67.220.220"),
            IpNetwork.parse("2606:4700:4700::/48"),
            IpNetwork.parse("2001:4860:4860::/48"),
            IpNetwork.parse("2620:fe::/48"));

    /** Tor names its bridges and relays www.RANDOM.com and certifies them for www.RANDOM.net (tor-spec, section 2). */
    private static final Pattern TOR_SERVER_NAME = Pattern.compile("www\\.([a-z2-7]{4,25})\\.com");

    private static final Pattern TOR_CERTIFICATE_NAME = Pattern.compile("www\\.([a-z2-7]{4,25})\\.(net|com)");

    private static final int TLS_1_3 = 0x0304;
    private static final int DNS_OVER_TLS_PORT = 853;
    private static final int HTTPS_PORT = 443;
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;
    private static final int GNUTELLA_HEADER_BYTES = 23;
    private static final int IKE_HEADER_BYTES = 28;

    private final ApplicationCatalogue catalogue;

    BehaviourSigns(ApplicationCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Nullable
    Recognition recognise(SessionKey key, Connection connection) {
        TlsFacts tls = connection.tls();
        if (tls != null) {
            Recognition found = ofTls(key, connection, tls);
            if (found != null) {
                return found;
            }
        }
        if (connection.protocol() != Protocol.OTHER) {
            return null;
        }
        return connection.transport() == Transport.UDP ? ofDatagrams(connection) : ofStream(connection);
    }

    private @Nullable Recognition ofTls(SessionKey key, Connection connection, TlsFacts tls) {
        if (connection.serverPort() == DNS_OVER_TLS_PORT && connection.protocol() == Protocol.TLS) {
            return found("dns-over-tls", "TLS to port 853, which RFC 7858 reserves for DNS");
        }
        if (connection.serverPort() == HTTPS_PORT
                && tls.serverName() == null
                && PUBLIC_RESOLVERS.stream().anyMatch(network -> network.contains(key.address()))) {
            return found("dns-over-https", "encrypted exchanges with the public resolver " + key.address());
        }
        if (looksLikeTor(tls)) {
            return found(
                    "tor",
                    "the server is called " + tls.serverName()
                            + (tls.certificate() == null
                                    ? ", a random name as Tor relays use it, and no application protocol is offered"
                                    : ", but its certificate is for "
                                            + tls.certificate().subjectCommonName()
                                            + ", random names as Tor relays use them"));
        }
        if (looksLikeUltraSurf(key, connection, tls)) {
            return found(
                    "ultrasurf",
                    "a browser's TLS 1.3 handshake that offers HTTP/2 but names no server, to port "
                            + connection.serverPort() + " of a bare address");
        }
        return null;
    }

    /** See {@link #TOR_SERVER_NAME}; the handshake offers no application protocol. */
    static boolean looksLikeTor(TlsFacts tls) {
        String name = tls.serverName();
        if (name == null || !tls.alpn().isEmpty()) {
            return false;
        }
        var server = TOR_SERVER_NAME.matcher(name.toLowerCase(Locale.ROOT));
        if (!server.matches()) {
            return false;
        }
        CertificateFacts certificate = tls.certificate();
        if (certificate != null) {
            String subject = certificate.subjectCommonName();
            return subject != null
                    && !subject.equalsIgnoreCase(name)
                    && TOR_CERTIFICATE_NAME
                            .matcher(subject.toLowerCase(Locale.ROOT))
                            .matches()
                    && certificate.names().isEmpty();
        }
        return readsAsRandom(server.group(1));
    }

    /** Letters mixed with digits of base 32 in a way that no word or brand is: at least two changes between them. */
    private static boolean readsAsRandom(String label) {
        int changes = 0;
        for (int i = 1; i < label.length(); i++) {
            if (Character.isDigit(label.charAt(i)) != Character.isDigit(label.charAt(i - 1))) {
                changes++;
            }
        }
        return label.length() >= 8 && changes >= 3;
    }

    /** UltraSurf imitates a browser's hello but, unlike any browser, leaves the name out and takes a high port. */
    private static boolean looksLikeUltraSurf(SessionKey key, Connection connection, TlsFacts tls) {
        return connection.protocol() == Protocol.TLS
                && tls.serverName() == null
                && !tls.encryptedClientHello()
                && !key.isNamed()
                && tls.offeredVersion() == TLS_1_3
                && tls.alpn().equals(List.of("h2", "http/1.1"))
                && connection.serverPort() >= FIRST_UNPRIVILEGED_PORT
                && tls.ja4() != null
                && connection.bytesDown() > 0;
    }

    private @Nullable Recognition ofDatagrams(Connection connection) {
        Opening up = connection.openingUp();
        Opening down = connection.openingDown();
        if (looksLikeGnutella(up, down)) {
            return found("gnutella", "datagrams with the message header of Gnutella");
        }
        if (looksLikeMicroTransport(up)) {
            return found("bittorrent", "a connection request of BitTorrent's micro transport protocol (BEP 29)");
        }
        if (looksLikeWireGuard(up, down)) {
            return found("wireguard", "a handshake of WireGuard answered by its server");
        }
        if (looksLikeOpenVpn(up, down, 0)) {
            return found("openvpn", "a session reset of OpenVPN answered by its server");
        }
        if (looksLikeInternetKeyExchange(up)) {
            return found("ipsec", "a key exchange of IPsec (RFC 7296)");
        }
        if (looksLikeDropboxDiscovery(up)) {
            return found("dropbox", "the announcement with which Dropbox looks for others in the same network");
        }
        if (looksLikeSoftEther(up, down)) {
            return found("softether", "an address inquiry as SoftEther VPN makes it");
        }
        return null;
    }

    private @Nullable Recognition ofStream(Connection connection) {
        Opening up = connection.openingUp();
        Opening down = connection.openingDown();
        if (looksLikeOpenVpn(up, down, 2)) {
            return found("openvpn", "a session reset of OpenVPN over TCP answered by its server");
        }
        if (looksLikeStratum(up) || looksLikeStratum(down)) {
            return found("stratum", "JSON requests of the mining protocol Stratum");
        }
        return null;
    }

    /** Header of 23 bytes: GUID (byte 8 is 0xff, byte 15 is 0), type, TTL, hops, little-endian length (RFC-Gnutella 0.6). */
    static boolean looksLikeGnutella(Opening up, Opening down) {
        return isGnutellaMessage(up) || isGnutellaMessage(down);
    }

    private static boolean isGnutellaMessage(Opening opening) {
        if (opening.length() < GNUTELLA_HEADER_BYTES || opening.at(8) != 0xff || opening.at(15) > 1) {
            return false;
        }
        int type = opening.at(16);
        boolean knownType = type == 0x00
                || type == 0x01
                || type == 0x02
                || type == 0x30
                || type == 0x31
                || type == 0x40
                || type == 0x80
                || type == 0x81;
        int timeToLive = opening.at(17);
        int hops = opening.at(18);
        int length = opening.at(19) | opening.at(20) << 8 | opening.at(21) << 16 | opening.at(22) << 24;
        return knownType && timeToLive <= 10 && hops <= 10 && length >= 0 && length < 4096;
    }

    /** ST_SYN of version 1: zero time difference, sequence number 1 and acknowledgement 0 (BEP 29). */
    static boolean looksLikeMicroTransport(Opening up) {
        return up.length() >= 20
                && up.at(0) == 0x41
                && (up.at(1) == 0 || up.at(1) == 2)
                && (up.at(8) | up.at(9) | up.at(10) | up.at(11)) == 0
                && up.at(16) == 0
                && up.at(17) == 1
                && up.at(18) == 0
                && up.at(19) == 0;
    }

    /** Initiation type 1 with a sender number, response type 2 that repeats it (WireGuard paper, section 5.4). */
    static boolean looksLikeWireGuard(Opening up, Opening down) {
        if (up.length() < 8 || down.length() < 12 || !begins(up, 1, 0, 0, 0) || !begins(down, 2, 0, 0, 0)) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            if (down.at(8 + i) != up.at(4 + i)) {
                return false;
            }
        }
        return true;
    }

    /** Hard reset of the client, answered by one of the server that carries the client's session number. */
    static boolean looksLikeOpenVpn(Opening up, Opening down, int lengthPrefix) {
        int opcode = up.at(lengthPrefix) >> 3;
        if (up.length() < lengthPrefix + 14 || (opcode != 7 && opcode != 10 && opcode != 1)) {
            return false;
        }
        int answer = down.at(lengthPrefix) >> 3;
        if (answer != 8 && answer != 2) {
            return false;
        }
        if (lengthPrefix == 2 && (up.at(0) != 0 || up.at(1) < 14)) {
            return false;
        }
        return contains(down, lengthPrefix + 9, up, lengthPrefix + 1, 8);
    }

    private static boolean contains(Opening haystack, int from, Opening needle, int needleFrom, int length) {
        for (int start = from; start + length <= haystack.length(); start++) {
            int i = 0;
            while (i < length && haystack.at(start + i) == needle.at(needleFrom + i)) {
                i++;
            }
            if (i == length) {
                return true;
            }
        }
        return false;
    }

    /** ISAKMP header: no responder number yet, version 1.0 or 2.0, an opening exchange, and a plausible length. */
    static boolean looksLikeInternetKeyExchange(Opening up) {
        int header = begins(up, 0, 0, 0, 0) ? 4 : 0;
        if (up.length() < header + IKE_HEADER_BYTES) {
            return false;
        }
        for (int i = 8; i < 16; i++) {
            if (up.at(header + i) != 0) {
                return false;
            }
        }
        int version = up.at(header + 17);
        int exchange = up.at(header + 18);
        boolean opens = version == 0x10 ? exchange == 2 || exchange == 4 : version == 0x20 && exchange == 34;
        boolean named = (up.at(header) | up.at(header + 1) | up.at(header + 2) | up.at(header + 3)) != 0;
        return opens && named && up.at(header + 24) == 0 && up.at(header + 25) == 0;
    }

    /** JSON that tells the machine's number and the version of LAN sync. */
    static boolean looksLikeDropboxDiscovery(Opening up) {
        return up.at(0) == '{' && text(up).contains("\"host_int\":") && text(up).contains("\"version\": [");
    }

    /** A lone letter A answered by the sender's address as text, or the named fields of its NAT traversal. */
    static boolean looksLikeSoftEther(Opening up, Opening down) {
        return (up.at(0) == 'A' && text(down).startsWith("IP=") && text(down).contains(",PORT="))
                || text(up).contains("nat_traversal_version")
                || (text(up).contains("opcode") && text(up).contains("get_token"));
    }

    /** The opening requests of Stratum and its relatives: subscribe, login with a wallet, eth_submitLogin. */
    static boolean looksLikeStratum(Opening opening) {
        if (opening.at(0) != '{') {
            return false;
        }
        String text = text(opening).replace(" ", "");
        return text.contains("\"mining.")
                || text.contains("\"eth_submitLogin\"")
                || text.contains("\"eth_login\"")
                || text.contains("\"eth_getWork\"")
                || (text.startsWith("{\"worker\":\"") && text.contains("\"jsonrpc\""))
                || (text.contains("\"method\":\"login\"") && text.contains("\"params\":{\"login\":"));
    }

    private static String text(Opening opening) {
        return new String(opening.toArray(), StandardCharsets.ISO_8859_1);
    }

    private static boolean begins(Opening opening, int a, int b, int c, int d) {
        return opening.at(0) == a && opening.at(1) == b && opening.at(2) == c && opening.at(3) == d;
    }

    private Recognition found(String id, String evidence) {
        return new Recognition(catalogue.known(id), Recognition.Sign.BEHAVIOUR, evidence);
    }
}
