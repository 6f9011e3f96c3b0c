package dev.sekisho.extrusion.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Channel;
import dev.sekisho.extrusion.model.Prior;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is thought of a pair whose connection still stands. */
class AnalyzerLiveTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final SessionKey KEY = new SessionKey("10.0.0.1", "203.0.113.66", "203.0.113.66", 447);

    @Test
    void judgesATlsConnectionThatHasNotEnded() {
        Analyzer analyzer = new Analyzer(Prior.model(), ActivitySettings.DEFAULT, AlarmBudget.DEFAULT);
        TlsFacts tls =
                new TlsFacts(null, List.of(), 0x0303, "ja3", "ja4", 0x0303, 0xc02f, null, "ja3s", false, null, false);
        analyzer.recognised(1, KEY, new ProtocolFacts(START, Transport.TCP, Protocol.TLS, tls));
        for (int minute = 0; minute < 30; minute++) {
            Instant time = START.plusSeconds(60L * minute);
            analyzer.exchange(1, KEY, new Exchange(time, time.plusMillis(50), time.plusMillis(60), 90, 90, null, null));
        }

        assertThat(analyzer.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.channel()).isEqualTo(Channel.SEALED);
            assertThat(verdict.exchanges()).isEqualTo(30);
        });
    }
}
