package dev.sekisho.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The mail server to which mail is handed. */
final class SmtpOptions {
    private static final int LARGEST_PORT = 65_535;
    private static final Set<String> TLS = Set.of("starttls", "implicit", "none");

    @Option(
            names = "--smtp",
            paramLabel = "HOST:PORT",
            description = "The mail server to which mail is handed (default: none; notices are in the inbox alone).")
    @Nullable
    String server;

    @Option(
            names = "--smtp-from",
            paramLabel = "ADDRESS",
            description = "Whose mail it is (default: sekisho@ the host of --public-url).")
    @Nullable
    String from;

    @Option(
            names = "--smtp-user",
            paramLabel = "NAME",
            description = "As whom to sign in there; the password is taken from SEKISHO_SMTP_PASSWORD.")
    @Nullable
    String user;

    @Option(
            names = "--smtp-tls",
            paramLabel = "KIND",
            description = "starttls, implicit or none (default: starttls, required; none where HOST is this machine).")
    @Nullable
    String tls;

    /** Refuses what does not go together. */
    void check() {
        if (server == null) {
            if (from != null || user != null || tls != null) {
                throw ServeOptions.wrong("--smtp-from, --smtp-user and --smtp-tls need --smtp");
            }
            return;
        }
        int colon = server.lastIndexOf(':');
        String port = server.substring(colon + 1);
        if (colon < 1
                || !port.matches("[0-9]{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > LARGEST_PORT) {
            throw ServeOptions.wrong("--smtp must be like mail.example.org:25, but is \"" + server + "\"");
        }
        if (from != null && !from.matches("[^@\\s<>]+@[^@\\s<>]+")) {
            throw ServeOptions.wrong("--smtp-from must be like sekisho@example.org, but is \"" + from + "\"");
        }
        if (tls != null && !TLS.contains(tls)) {
            throw ServeOptions.wrong("--smtp-tls must be starttls, implicit or none, but is \"" + tls + "\"");
        }
        if (user != null && "none".equals(tls)) {
            throw ServeOptions.wrong("--smtp-user needs TLS: a password must not go out in the clear");
        }
    }

    /** What the rooms read. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "sekisho.smtp.server", server);
        put(properties, "sekisho.smtp.from", from);
        put(properties, "sekisho.smtp.user", user);
        put(properties, "sekisho.smtp.tls", tls);
        return properties;
    }

    private static void put(Map<String, String> properties, String key, @Nullable String value) {
        if (value != null) {
            properties.put(key, value);
        }
    }
}
