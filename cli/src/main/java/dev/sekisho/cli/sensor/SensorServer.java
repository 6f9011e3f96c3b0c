package dev.sekisho.cli.sensor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The server to which a sensor sends. While it is away, asking and sending wait and try again; what it refuses for good
 * ends the sensor. Safe between threads.
 */
public final class SensorServer {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long FIRST_REST_MILLIS = 500;
    private static final long LONGEST_REST_MILLIS = 15_000;
    private static final int TOO_MANY = 429;
    private static final int CONFLICT = 409;
    private static final int FAULT = 500;
    private static final Pattern NEXT = Pattern.compile("\"next\":([0-9]{1,18})");

    private final HttpClient client;
    private final URI streams;
    private final String token;
    private final Consumer<String> listener;
    private volatile boolean isAway;

    private SensorServer(HttpClient client, URI streams, String token, Consumer<String> listener) {
        this.client = client;
        this.streams = streams;
        this.token = token;
        this.listener = listener;
    }

    /** How far a stream has come: the batch that is expected next, and whether it has ended. */
    public record Progress(long next, boolean finished) {}

    /** The server refuses for good; the message says why. */
    public static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    /**
     * The server at an address.
     *
     * @throws IOException if the address is not one of HTTPS, or a file cannot be read
     */
    public static SensorServer at(
            URI server, UUID sensor, Path tokenFile, @Nullable Path authority, Consumer<String> listener)
            throws IOException {
        if (!"https".equals(server.getScheme()) || server.getHost() == null) {
            throw new IOException("--server must be like https://sekisho.example.org:8443, but is " + server);
        }
        String token = Files.readString(tokenFile).strip();
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
        if (authority != null) {
            client.sslContext(trusting(authority));
        }
        String base = server.toString().replaceFirst("/+$", "");
        URI streams = URI.create(base + "/api/v1/sensors/" + sensor + "/streams/");
        return new SensorServer(client.build(), streams, token, listener);
    }

    private static SSLContext trusting(Path authority) throws IOException {
        try (InputStream in = Files.newInputStream(authority)) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("--ca: " + authority + " is no certificate in PEM", e);
        }
    }

    /** The name of a file as a stream: its content. */
    public static String streamOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** How far a stream has come; waits while the server is away. */
    public Progress progress(String stream) throws InterruptedException {
        String answer = ask(request(stream, "").GET());
        return new Progress(next(answer), answer.contains("\"finished\":true"));
    }

    /** Sends a batch until it has been committed, and tells which is expected next. */
    public long send(String stream, long number, byte[] batch) {
        try {
            return next(ask(request(stream, "/batches/" + number)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(batch))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("interrupted while batch " + number + " was being sent");
        }
    }

    /** Ends a stream: nothing of it is sent again. */
    public void end(String stream) throws InterruptedException {
        ask(request(stream, "/end").POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String stream, String rest) {
        return HttpRequest.newBuilder(URI.create(streams + stream + rest))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private String ask(HttpRequest.Builder request) throws InterruptedException {
        HttpRequest built = request.build();
        long rest = FIRST_REST_MILLIS;
        while (true) {
            String trouble;
            try {
                HttpResponse<String> answer =
                        client.send(built, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                int status = answer.statusCode();
                boolean known = status == 200
                        || (status == CONFLICT && NEXT.matcher(answer.body()).find());
                if (known) {
                    back();
                    return answer.body();
                }
                if (status < FAULT && status != TOO_MANY) {
                    throw new Refused("the server refuses with status " + status + ": " + answer.body());
                }
                trouble = "it answers with status " + status;
            } catch (IOException e) {
                trouble = String.valueOf(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            }
            if (!isAway) {
                isAway = true;
                listener.accept("the server is away (" + trouble + "); trying again until it is back");
            }
            Thread.sleep(rest);
            rest = Math.min(rest * 2, LONGEST_REST_MILLIS);
        }
    }

    private void back() {
        if (isAway) {
            isAway = false;
            listener.accept("the server is back");
        }
    }

    private static long next(String answer) {
        Matcher next = NEXT.matcher(answer);
        if (!next.find()) {
            throw new Refused("the server's answer names no next batch: " + answer);
        }
        return Long.parseLong(next.group(1));
    }
}
