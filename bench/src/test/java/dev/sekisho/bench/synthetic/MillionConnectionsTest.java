package dev.sekisho.bench.synthetic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MillionConnectionsTest {
    private static final int PAYLOAD = 54;

    @Test
    void everyConnectionAsksTwiceAndNoneCloses() {
        Map<String, String> requests = new HashMap<>();
        long[] last = {0, 0};

        MillionConnections.send(25_000, (bytes, offset, length, wire, nanos, link) -> {
            assertThat(nanos >= last[0]).isTrue();
            last[0] = nanos;
            last[1]++;
            String text = new String(bytes, offset + PAYLOAD, length - PAYLOAD, US_ASCII);
            if (text.startsWith("GET")) {
                String client = new String(bytes, offset + 26, 4, ISO_8859_1);
                String host = text.substring(text.indexOf("Host: "));
                requests.merge(client + host, text.substring(4, 6), String::concat);
            }
        });

        assertThat(last[1]).isEqualTo(6 * 25_000);
        assertThat(requests).hasSize(25_000);
        assertThat(requests.values()).containsOnly("/1/2");
    }

    @Test
    void rejectsNoConnections() {
        assertThatThrownBy(() -> MillionConnections.send(0, (bytes, offset, length, wire, nanos, link) -> {}))
                .hasMessage("connections must be between 1 and 60000000, but is 0");
    }
}
