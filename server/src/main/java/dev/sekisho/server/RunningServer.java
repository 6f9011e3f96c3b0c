package dev.sekisho.server;

import dev.sekisho.server.certificate.OwnAuthority;
import dev.sekisho.server.certificate.ServerCertificate;
import dev.sekisho.server.database.DatabaseAccess;
import dev.sekisho.server.database.EmbeddedDatabase;
import dev.sekisho.server.database.Migration;
import dev.sekisho.server.egress.MadeUpTraffic;
import dev.sekisho.server.identity.Links;
import dev.sekisho.server.sample.SampleGroup;
import dev.sekisho.server.scope.Actor;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A server that runs: its data directory, its database and its rooms, started in this order and stopped in the other. The
 * database starts while the rooms are being put together; the first that needs it waits.
 */
final class RunningServer implements AutoCloseable {
    /** The rooms that have a schema, in the order in which they stand on each other. */
    static final List<String> SCHEMAS =
            List.of("scope", "console", "ledger", "notice", "organization", "identity", "egress", "incident");

    private final DataDirectory directory;
    private final DatabaseStart database;
    private final ConfigurableApplicationContext context;
    private final ServerCertificate certificate;
    private final URI publicAddress;

    private RunningServer(
            DataDirectory directory,
            DatabaseStart database,
            ConfigurableApplicationContext context,
            ServerCertificate certificate,
            URI publicAddress) {
        this.directory = directory;
        this.database = database;
        this.context = context;
        this.certificate = certificate;
        this.publicAddress = publicAddress;
    }

    /** Starts a server; what was started before something failed is stopped again. */
    static RunningServer start(ServeOptions options) {
        options.check();
        DataDirectory directory = null;
        DatabaseStart database = null;
        try {
            directory = DataDirectory.open(options.dataDirectory());
            database = DatabaseStart.begin(options, directory);
            ServerCertificate certificate = certificate(options, directory);
            ConfigurableApplicationContext context = application(options, directory, certificate, database);
            RunningServer server =
                    new RunningServer(directory, database, context, certificate, options.publicAddress());
            if (options.sample != null) {
                context.getBean(SampleGroup.class).load(options.sample);
                context.getBean(MadeUpTraffic.class).begin();
            }
            return server;
        } catch (IOException | RuntimeException e) {
            if (database != null) {
                database.close();
            }
            closeQuietly(directory);
            throw e instanceof ServeFailure failure
                    ? failure
                    : new ServeFailure(ServeFailure.NOT_STARTED, told(e, options), e);
        }
    }

    private static String told(Throwable failure, ServeOptions options) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        if (cause instanceof BindException) {
            return "another program listens on port " + options.port + "; stop it, or choose another port with --port";
        }
        return String.valueOf(cause.getMessage());
    }

    private static void closeQuietly(@Nullable DataDirectory directory) {
        try {
            if (directory != null) {
                directory.close();
            }
        } catch (IOException e) {
            return; // the process is about to end, and with it the lock
        }
    }

    private static ServerCertificate certificate(ServeOptions options, DataDirectory directory) throws IOException {
        if (options.tlsCertificate != null && options.tlsKey != null) {
            return new ServerCertificate(options.tlsCertificate, options.tlsKey, null);
        }
        return new OwnAuthority(directory.certificates(), Clock.systemUTC())
                .certificateFor(options.publicAddress().getHost());
    }

    private static ConfigurableApplicationContext application(
            ServeOptions options, DataDirectory directory, ServerCertificate certificate, DatabaseStart database) {
        SpringApplication application = new SpringApplication(SekishoServer.class);
        // rooms are written apart and may name their classes alike
        application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", options.port);
        properties.put("sekisho.public-url", options.publicAddress().toString());
        properties.put("sekisho.key-file", directory.key().toString());
        properties.put("sekisho.files-directory", directory.files().toString());
        properties.put("sekisho.egress.captures", options.captures(directory).toString());
        properties.put("sekisho.egress.keep-days", options.keepSessions);
        if (options.ledgerPublish != null) {
            properties.put("sekisho.ledger.publish", options.ledgerPublish);
        }
        options.smtp.properties().forEach(properties::put);
        properties.put("spring.ssl.bundle.pem.server.keystore.certificate", uri(certificate.chain()));
        properties.put("spring.ssl.bundle.pem.server.keystore.private-key", uri(certificate.key()));
        application.setDefaultProperties(properties);
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(DatabaseAccess.class, database::access));
        return application.run();
    }

    private static String uri(Path file) {
        return file.toAbsolutePath().toUri().toString();
    }

    /** The port on which it listens. */
    int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        return server == null ? 0 : server.getPort();
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    URI publicAddress() {
        return publicAddress;
    }

    ServerCertificate certificate() {
        return certificate;
    }

    Path dataDirectory() {
        return directory.path();
    }

    /** A link for the first administrator; empty if there is one. */
    Optional<String> firstAdministratorLink() {
        Links links = context.getBean(Links.class);
        return Actor.SETUP.call(links::forFirstAdministrator).map(path -> publicAddress + path);
    }

    @Override
    public void close() {
        context.close();
        database.close();
        closeQuietly(directory);
    }

    /** The database on its way up, in a thread of its own. */
    private record DatabaseStart(CompletableFuture<Ready> ready) implements AutoCloseable {
        static DatabaseStart begin(ServeOptions options, DataDirectory directory) {
            return new DatabaseStart(CompletableFuture.supplyAsync(
                    () -> prepare(options, directory),
                    work -> Thread.ofPlatform().name("sekisho-database").start(work)));
        }

        private static Ready prepare(ServeOptions options, DataDirectory directory) {
            @Nullable EmbeddedDatabase embedded = null;
            try {
                DatabaseAccess access;
                if (options.databaseUrl == null) {
                    embedded = EmbeddedDatabase.start(directory.database(), options.programs(directory));
                    access = embedded.access();
                } else {
                    access = DatabaseAccess.given(options.databaseUrl, options.environment);
                }
                new Migration(access, SCHEMAS).run();
                return new Ready(embedded, access);
            } catch (IOException | SQLException | RuntimeException e) {
                if (embedded != null) {
                    embedded.close();
                }
                throw new CompletionException(e);
            }
        }

        DatabaseAccess access() {
            return ready.join().access();
        }

        @Override
        public void close() {
            // null where it did not start
            @Nullable
            EmbeddedDatabase embedded = ready.handle((started, failure) -> started == null ? null : started.embedded())
                    .join();
            if (embedded != null) {
                embedded.close();
            }
        }
    }

    private record Ready(@Nullable EmbeddedDatabase embedded, DatabaseAccess access) {}
}
