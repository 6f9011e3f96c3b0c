package dev.sekisho.extrusion.index;

import dev.sekisho.extrusion.activity.ClientActivity;
import dev.sekisho.extrusion.activity.PairActivity;
import dev.sekisho.extrusion.activity.PairView;
import dev.sekisho.extrusion.activity.ServerName;
import dev.sekisho.extrusion.activity.TlsActivity;
import dev.sekisho.extrusion.activity.Trait;
import dev.sekisho.traffic.CertificateFacts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measures {@link IdentityIndex}. */
final class IdentityMeasure {
    private static final Set<Integer> CLEAR_PORTS =
            Set.of(80, 81, 591, 3000, 3128, 5000, 8000, 8008, 8080, 8081, 8088, 8888);
    private static final Set<Integer> TLS_PORTS = Set.of(
            443, 465, 563, 587, 636, 853, 989, 990, 992, 993, 994, 995, 25, 110, 143, 3389, 5061, 5222, 5223, 5228,
            8443, 8883);
    private static final Set<Integer> MAIL_PORTS = Set.of(25, 110, 143, 465, 587, 993, 995);
    private static final Set<String> USUAL_ZONES =
            Set.of("com", "net", "org", "edu", "gov", "mil", "int", "info", "arpa");
    private static final int FEW_SERVERS = 4;
    private static final double SECONDS_PER_DAY = 86_400;

    private IdentityMeasure() {}

    static void measure(PairView view, double[] out) {
        PairActivity pair = view.pair();
        String server = pair.key().server();
        boolean literal = ServerName.isLiteral(server);
        ClientActivity client = pair.client();
        boolean resolved = client.hasResolved(pair.key().address());
        set(out, IdentityIndex.LITERAL, literal && !resolved ? 1 : 0);
        if (pair.hasRequests()) {
            set(out, IdentityIndex.UNUSED_NAME, literal && resolved ? 1 : 0);
        }
        if (client.resolvesVisibly() && asksItself(view)) {
            set(out, IdentityIndex.UNRESOLVED, resolved ? 0 : 1);
        }
        if (!literal) {
            set(out, IdentityIndex.RANDOM_NAME, LetterPairs.unusualShare(ServerName.registered(server)));
            int dot = server.lastIndexOf('.');
            String zone = server.substring(dot + 1);
            set(out, IdentityIndex.UNUSUAL_ZONE, zone.length() == 2 || USUAL_ZONES.contains(zone) ? 0 : 1);
        }
        agents(view, out);
        TlsActivity tls = pair.tls();
        port(pair, tls, out);
        if (tls != null) {
            handshakes(client, tls, pair.key().port(), out);
            CertificateFacts certificate = tls.certificate();
            if (certificate != null) {
                certificate(tls, certificate, out);
            }
        }
    }

    /** Whether the client reaches the server itself and not through a proxy that asks for its address. */
    private static boolean asksItself(PairView view) {
        String address = view.pair().key().address();
        if (address.isEmpty() || view.activity().settings().internal().contains(address)) {
            return false;
        }
        for (int i = 0; i < view.exchanges(); i++) {
            if (view.has(i, Trait.THROUGH_PROXY)) {
                return false;
            }
        }
        return true;
    }

    private static void port(PairActivity pair, @Nullable TlsActivity tls, double[] out) {
        int port = pair.key().port();
        if (port == 0) {
            return;
        }
        switch (pair.protocol()) {
            case HTTP, HTTP2 -> set(out, IdentityIndex.ODD_PORT, oddness(port, CLEAR_PORTS, TLS_PORTS));
            case TLS, QUIC -> set(out, IdentityIndex.ODD_PORT, oddness(port, TLS_PORTS, CLEAR_PORTS));
            case DNS, OTHER, NONE -> {
                if (tls != null) {
                    set(out, IdentityIndex.ODD_PORT, oddness(port, TLS_PORTS, CLEAR_PORTS));
                }
            }
        }
    }

    private static double oddness(int port, Set<Integer> customary, Set<Integer> foreign) {
        if (customary.contains(port)) {
            return 0;
        }
        return port < 1024 || (foreign.contains(port) && port != 8080) ? 1 : 0.5;
    }

    private static void agents(PairView view, double[] out) {
        int requests = 0;
        int absent = 0;
        int odd = 0;
        int browser = 0;
        int checks = 0;
        for (int i = 0; i < view.exchanges(); i++) {
            requests += view.has(i, Trait.REQUEST) ? 1 : 0;
            checks += view.has(i, Trait.STATUS_CHECK) ? 1 : 0;
            absent += view.has(i, Trait.AGENT_ABSENT) ? 1 : 0;
            odd += view.has(i, Trait.AGENT_ODD) ? 1 : 0;
            browser += view.has(i, Trait.AGENT_BROWSER) ? 1 : 0;
        }
        if (requests == 0 || checks >= requests) {
            return;
        }
        set(out, IdentityIndex.NO_AGENT, (double) absent / requests);
        set(out, IdentityIndex.ODD_AGENT, (double) odd / requests);
        set(out, IdentityIndex.BROWSER_AGENT, (double) browser / requests);
        PairActivity pair = view.pair();
        set(out, IdentityIndex.AGENTS, pair.agents());
        ClientActivity client = pair.client();
        if (pair.agents() > 0 && client.httpServers() >= FEW_SERVERS) {
            double others = client.serversWithAgent(pair.agent(0)) - 1.0;
            set(out, IdentityIndex.AGENT_COMPANY, share(others, client.httpServers() - 1));
        }
    }

    private static void handshakes(ClientActivity client, TlsActivity tls, int port, double[] out) {
        if (!MAIL_PORTS.contains(port)) {
            set(out, IdentityIndex.TLS_WITHOUT_NAME, tls.withoutName());
        }
        set(out, IdentityIndex.TLS_WITHOUT_ALPN, tls.withoutAlpn());
        set(out, IdentityIndex.TLS_OLD, tls.oldVersion());
        set(out, IdentityIndex.RESUMED, tls.resumed());
        if (tls.fingerprint() != null && client.tlsServers() >= FEW_SERVERS) {
            double others = client.serversWithFingerprint(tls.fingerprint()) - 1.0;
            set(out, IdentityIndex.FINGERPRINT_COMPANY, share(others, client.tlsServers() - 1));
        }
    }

    private static void certificate(TlsActivity tls, CertificateFacts certificate, double[] out) {
        set(out, IdentityIndex.SELF_SIGNED, certificate.selfSigned() ? 1 : 0);
        if (tls.asksForName()) {
            set(out, IdentityIndex.CERTIFICATE_MISFIT, tls.certificateFits() ? 0 : 1);
        }
        set(out, IdentityIndex.CERTIFICATE_AGE, Math.max(0, Math.floor(tls.certificateAgeSeconds() / SECONDS_PER_DAY)));
        double seconds = (double) certificate.notAfter().getEpochSecond()
                - certificate.notBefore().getEpochSecond();
        set(out, IdentityIndex.CERTIFICATE_VALIDITY, Math.max(0, seconds / SECONDS_PER_DAY));
        set(out, IdentityIndex.CHAIN, certificate.chainLength());
    }

    private static double share(double part, double whole) {
        return Math.max(0, Math.min(1, part / whole));
    }

    private static void set(double[] out, IdentityIndex index, double value) {
        out[index.position()] = value;
    }
}
