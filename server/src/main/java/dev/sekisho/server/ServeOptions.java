package dev.sekisho.server;

import dev.sekisho.server.sample.SampleGroup;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the operator may choose. */
final class ServeOptions {
    private static final int LARGEST_PORT = 65_535;
    private static final int MOST_DAYS = 3650;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept (default: ~/.local/share/sekisho).")
    @Nullable
    Path data;

    @Option(names = "--port", paramLabel = "PORT", description = "Port for HTTPS (default: 8443).")
    int port = 8443;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "The address under which browsers reach the server (default: https://localhost:PORT).")
    @Nullable
    String publicUrl;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "A PostgreSQL of your own, 15 or newer, as jdbc:postgresql://HOST/DATABASE?user=OWNER; the owner's"
                            + " password is taken from SEKISHO_DATABASE_PASSWORD (default: an own one in DIR).")
    @Nullable
    String databaseUrl;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain in PEM; needs --tls-key.")
    @Nullable
    Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Private key in PEM; needs --tls-cert.")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--ledger-publish",
            paramLabel = "PLACE",
            description =
                    "Where the log of evidence publishes its checkpoints: a folder, better on another machine, or an"
                            + " https address that takes files by PUT. Without it nothing proves to others that the log was"
                            + " not rewritten.")
    @Nullable
    String ledgerPublish;

    @Option(
            names = "--captures",
            paramLabel = "DIR",
            description =
                    "Where the folders of sensors lie, into which captures and logs are dropped (default: captures in"
                            + " the data directory).")
    @Nullable
    Path captures;

    @Option(
            names = "--keep-sessions",
            paramLabel = "DAYS",
            description = "How many days communication sessions are kept (default: ${DEFAULT-VALUE}).")
    int keepSessions = 90;

    @Option(
            names = "--sample",
            paramLabel = "SIZE",
            arity = "0..1",
            fallbackValue = "small",
            description =
                    "Fill an empty server with a made-up group: small, or full for one of 170,000 people (default: small).")
    SampleGroup.@Nullable Size sample;

    @Mixin
    final SmtpOptions smtp = new SmtpOptions();

    /** Tests start many servers; unpacking PostgreSQL for each would take most of their time. */
    @Option(names = "--database-programs", hidden = true)
    @Nullable
    Path databasePrograms;

    /** Where passwords come from that do not belong on a command line. */
    Map<String, String> environment = System.getenv();

    Path programs(DataDirectory directory) {
        return databasePrograms == null ? directory.database().resolve("programs") : databasePrograms;
    }

    Path captures(DataDirectory directory) {
        return captures == null ? directory.path().resolve("captures") : captures.toAbsolutePath();
    }

    Path dataDirectory() {
        if (data != null) {
            return data;
        }
        String shared = System.getenv("XDG_DATA_HOME");
        return shared != null && shared.startsWith("/")
                ? Path.of(shared, "sekisho")
                : Path.of(System.getProperty("user.home"), ".local", "share", "sekisho");
    }

    /** The address without a slash at its end. */
    URI publicAddress() {
        String text = publicUrl == null ? "https://localhost" + (port == 443 ? "" : ":" + port) : publicUrl;
        try {
            URI address = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if ("https".equals(address.getScheme())
                    && address.getHost() != null
                    && address.getRawPath().isEmpty()
                    && address.getQuery() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw wrong("--public-url must be like https://sekisho.example.org, but is \"" + text + "\"");
        }
        throw wrong("--public-url must be like https://sekisho.example.org, but is \"" + text + "\"");
    }

    /** Refuses what does not go together. */
    void check() {
        if (port < 1 || port > LARGEST_PORT) {
            throw wrong("--port must be between 1 and " + LARGEST_PORT + ", but is " + port);
        }
        if (keepSessions < 1 || keepSessions > MOST_DAYS) {
            throw wrong("--keep-sessions must be between 1 and " + MOST_DAYS + ", but is " + keepSessions);
        }
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw wrong("--tls-cert and --tls-key need each other");
        }
        smtp.check();
        publicAddress();
    }

    static ServeFailure wrong(String text) {
        return new ServeFailure(ServeFailure.WRONG_USAGE, text);
    }
}
