package dev.sekisho.server.notice;

import jakarta.mail.Session;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The mail server to which mail is handed (RFC 5321), and how it is spoken to. Without one there are inboxes and no mail.
 */
@Component
class MailServer {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** How long the server may take for one answer. What it has not said by then about a complete mail is in doubt. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private static final int DEFAULT_PORT = 25;

    private final String host;
    private final int port;
    private final String from;
    private final String user;
    private final String password;
    private final String tls;
    private final URI publicAddress;

    MailServer(
            @Value("${sekisho.smtp.server:}") String server,
            @Value("${sekisho.smtp.from:}") String from,
            @Value("${sekisho.smtp.user:}") String user,
            @Value("${SEKISHO_SMTP_PASSWORD:}") String password,
            @Value("${sekisho.smtp.tls:}") String tls,
            @Value("${sekisho.public-url}") URI publicAddress) {
        int colon = server.lastIndexOf(':');
        this.host = colon < 0 ? server : server.substring(0, colon);
        this.port = colon < 0 ? DEFAULT_PORT : Integer.parseInt(server.substring(colon + 1));
        this.from = from.isEmpty() ? "sekisho@" + publicAddress.getHost() : from;
        this.user = user;
        this.password = password;
        this.tls = tls.isEmpty() ? (isLoopback(host) ? "none" : "starttls") : tls;
        this.publicAddress = publicAddress;
    }

    private static boolean isLoopback(String host) {
        return host.toLowerCase(Locale.ROOT).equals("localhost")
                || (host.matches("127(\\.[0-9]{1,3}){3}|\\[?::1]?")
                        && InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""))
                                .isLoopbackAddress());
    }

    boolean isGiven() {
        return !host.isEmpty();
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    String from() {
        return from;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    boolean usesTlsFromTheStart() {
        return tls.equals("implicit");
    }

    /** The address of this server, for links. */
    URI publicAddress() {
        return publicAddress;
    }

    /** A session for {@link HandOverTransport}. */
    Session session() {
        Properties properties = new Properties();
        String protocol = usesTlsFromTheStart() ? "smtps" : "smtp";
        properties.setProperty("mail." + protocol + ".connectiontimeout", Long.toString(CONNECT.toMillis()));
        properties.setProperty("mail." + protocol + ".timeout", Long.toString(ANSWER.toMillis()));
        properties.setProperty("mail." + protocol + ".writetimeout", Long.toString(ANSWER.toMillis()));
        properties.setProperty("mail." + protocol + ".auth", Boolean.toString(!user.isEmpty()));
        properties.setProperty("mail." + protocol + ".localhost", publicAddress.getHost());
        properties.setProperty("mail." + protocol + ".ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls.equals("starttls")));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(tls.equals("starttls")));
        return Session.getInstance(properties);
    }
}
