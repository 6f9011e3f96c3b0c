package dev.sekisho.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sekisho.ledger.sample.SampleLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UrlPublisherTest {
    private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    UrlPublisherTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/ledger/", this::answer);
        server.createContext("/full/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("PUT") ? 507 : 404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/ledger/".length());
        if (exchange.getRequestMethod().equals("PUT")) {
            files.put(path, exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(201, -1);
        } else if (files.containsKey(path)) {
            exchange.sendResponseHeaders(200, files.get(path).length);
            exchange.getResponseBody().write(files.get(path));
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    @Test
    void putsCheckpointsAndHashes() throws IOException {
        List<byte[]> entries = SampleLog.entries(600);
        MemoryStore store = new MemoryStore();
        MerkleLog log = MerkleLog.open(store, SampleLog.KEY, List.of());
        try (HttpClient client = HttpClient.newHttpClient()) {
            UrlPublisher publisher = new UrlPublisher(client, folder("/ledger/"));
            assertThat(publisher.last()).isEmpty();
            publisher.publish(log.append(entries.subList(0, 200)), store);
            publisher.publish(log.append(entries.subList(200, 600)), store);

            assertThat(publisher.last()).contains(log.checkpoint());
        }
        assertThat(files)
                .containsOnlyKeys(
                        "checkpoint",
                        "checkpoints/200",
                        "checkpoints/600",
                        "tile/0/000",
                        "tile/0/000.p/200",
                        "tile/0/001",
                        "tile/0/002.p/88",
                        "tile/1/000.p/2");
    }

    @Test
    void saysWhatTheServerAnswered() throws IOException {
        SampleLog log = SampleLog.of(SampleLog.entries(3));
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI folder = folder("/full/");

            assertThatThrownBy(() -> new UrlPublisher(client, folder).publish(log.checkpoint(), log.store()))
                    .hasMessage("publishing to " + folder + " failed: tile/0/000.p/3 was answered with status 507");
        }
    }

    @Test
    void theAddressIsThatOfAFolder() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> new UrlPublisher(client, URI.create("https://outside.example/ledger")))
                    .hasMessage("the address of a folder ends with a slash, but is https://outside.example/ledger");
        }
    }

    private URI folder(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }
}
