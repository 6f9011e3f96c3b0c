package dev.sekisho.extrusion.application;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.TlsFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which application a connection or an exchange belongs to. Signs are tried from the surest to the weakest and the
 * first that fits decides. Stateless and safe between threads.
 */
public final class ApplicationRecogniser {
    private final ApplicationCatalogue catalogue;
    private final BehaviourSigns behaviour;

    public ApplicationRecogniser(ApplicationCatalogue catalogue) {
        this.catalogue = catalogue;
        this.behaviour = new BehaviourSigns(catalogue);
    }

    /** The application that {@code connection} belongs to, null if it is none of the catalogue. */
    public @Nullable Recognition recognise(SessionKey key, Connection connection) {
        for (ApplicationCatalogue.Entry<OpeningSign> entry : catalogue.openings()) {
            if (entry.value().matches(connection)) {
                return new Recognition(
                        entry.application(),
                        Recognition.Sign.OPENING,
                        "the connection begins as " + entry.application().name() + " does");
            }
        }
        TlsFacts tls = connection.tls();
        if (tls != null) {
            Recognition found = ofTls(tls);
            if (found != null) {
                return found;
            }
        }
        Recognition named = recognise(key);
        if (named != null) {
            return named;
        }
        return behaviour.recognise(key, connection);
    }

    /** The application that {@code exchange} belongs to by its request, null if it is none of the catalogue. */
    public @Nullable Recognition recognise(Exchange exchange) {
        HttpRequest request = exchange.request();
        if (request == null) {
            return null;
        }
        String userAgent = request.userAgent();
        if (userAgent != null) {
            for (ApplicationCatalogue.Entry<String> entry : catalogue.userAgents()) {
                if (userAgent.regionMatches(
                        true, 0, entry.value(), 0, entry.value().length())) {
                    return new Recognition(
                            entry.application(), Recognition.Sign.USER_AGENT, "the user agent is " + userAgent);
                }
            }
        }
        String path = pathOf(request.target());
        for (ApplicationCatalogue.Entry<String> entry : catalogue.paths()) {
            if (path.startsWith(entry.value())) {
                return new Recognition(
                        entry.application(), Recognition.Sign.PATH, "a request begins with " + entry.value());
            }
        }
        return null;
    }

    /** The application that the server's name or network belongs to, null if it is none of the catalogue. */
    public @Nullable Recognition recognise(SessionKey key) {
        if (key.isNamed()) {
            Application application = catalogue.byDomain(key.server());
            return application == null
                    ? null
                    : new Recognition(
                            application, Recognition.Sign.SERVER_NAME, "the server's name is " + key.server());
        }
        for (ApplicationCatalogue.Entry<IpNetwork> entry : catalogue.networks()) {
            if (entry.value().contains(key.address())) {
                return new Recognition(
                        entry.application(),
                        Recognition.Sign.NETWORK,
                        "the address lies in the provider's network " + entry.value());
            }
        }
        return null;
    }

    private @Nullable Recognition ofTls(TlsFacts tls) {
        for (String protocol : tls.alpn()) {
            for (ApplicationCatalogue.Entry<String> entry : catalogue.alpn()) {
                if (protocol.startsWith(entry.value())) {
                    return new Recognition(
                            entry.application(), Recognition.Sign.ALPN, "the client offers the protocol " + protocol);
                }
            }
        }
        CertificateFacts certificate = tls.certificate();
        if (certificate != null) {
            for (ApplicationCatalogue.Entry<String> entry : catalogue.certificates()) {
                if (shows(certificate, entry.value())) {
                    return new Recognition(
                            entry.application(),
                            Recognition.Sign.CERTIFICATE,
                            "the certificate names " + entry.value());
                }
            }
        }
        Application application = catalogue.byFingerprint(tls.ja3());
        if (application == null) {
            application = catalogue.byFingerprint(tls.ja4());
        }
        return application == null
                ? null
                : new Recognition(
                        application,
                        Recognition.Sign.FINGERPRINT,
                        "the TLS handshake is that of " + application.name());
    }

    private static boolean shows(CertificateFacts certificate, String text) {
        return certificate.subject().contains(text)
                || certificate.issuer().contains(text)
                || containsName(certificate.names(), text);
    }

    private static boolean containsName(List<String> names, String text) {
        for (String name : names) {
            if (name.contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** The path and query of an absolute-form or origin-form target. */
    static String pathOf(String target) {
        int scheme = target.indexOf("://");
        if (scheme < 0) {
            return target;
        }
        int slash = target.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : target.substring(slash);
    }
}
