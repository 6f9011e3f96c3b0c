package dev.sekisho.ledger.log;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.tile.ResourceSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes to a web server that takes files by PUT (WebDAV, object storage), under the same names as {@link
 * FolderPublisher} does. Redirects are not followed, so that nothing is published elsewhere than was meant.
 *
 * <p>Safe for use by several threads.
 */
public final class UrlPublisher implements CheckpointPublisher {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;
    private static final int FIRST_NOT_OK = 300;

    private final Publication publication;

    /**
     * @param client with the trust and the credentials that the server asks for
     * @param folder where to, with a slash at its end
     */
    public UrlPublisher(HttpClient client, URI folder) {
        if (!folder.getPath().endsWith("/")) {
            throw new IllegalArgumentException("the address of a folder ends with a slash, but is " + folder);
        }
        this.publication = new Publication(new Server(client, folder));
    }

    @Override
    public synchronized void publish(SignedCheckpoint checkpoint, ResourceSource log) throws IOException {
        publication.publish(checkpoint, log);
    }

    @Override
    public synchronized Optional<SignedCheckpoint> last() throws IOException {
        return publication.last();
    }

    private record Server(HttpClient client, URI folder) implements Publication.Place {
        @Override
        public Optional<byte[]> get(String path, int mostBytes) throws IOException {
            HttpResponse<InputStream> response = send(HttpRequest.newBuilder(folder.resolve(path))
                    .timeout(PATIENCE)
                    .build());
            try (InputStream body = response.body()) {
                if (response.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                if (response.statusCode() != OK) {
                    throw refused(path, response);
                }
                return Optional.of(body.readNBytes(mostBytes + 1));
            }
        }

        @Override
        public void put(Map<String, byte[]> files) throws IOException {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                HttpResponse<InputStream> response = send(HttpRequest.newBuilder(folder.resolve(file.getKey()))
                        .timeout(PATIENCE)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(file.getValue()))
                        .build());
                response.body().close();
                if (response.statusCode() < OK || response.statusCode() >= FIRST_NOT_OK) {
                    throw refused(file.getKey(), response);
                }
            }
        }

        private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while publishing to " + folder, e);
            }
        }

        private IOException refused(String path, HttpResponse<?> response) {
            return new IOException("publishing to " + folder + " failed: " + path + " was answered with status "
                    + response.statusCode());
        }
    }
}
