package dev.sekisho.bench.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class SyntheticDayTest {
    private static final Instant MORNING = Instant.parse("2027-01-12T08:00:00Z");

    /** Everything that was reported. */
    private static final class Events implements SessionSink {
        final List<String> lines = new ArrayList<>();
        final Map<SessionKey, List<Exchange>> exchanges = new HashMap<>();
        final List<CommunicationSession> sessions = new ArrayList<>();

        @Override
        public void exchange(long session, SessionKey key, Exchange exchange) {
            lines.add(session + " " + key + " " + exchange);
            exchanges.computeIfAbsent(key, k -> new ArrayList<>()).add(exchange);
        }

        @Override
        public void connection(long session, SessionKey key, Connection connection) {
            lines.add(session + " " + key + " " + connection);
        }

        @Override
        public void closed(CommunicationSession session) {
            lines.add(session.toString());
            sessions.add(session);
        }
    }

    private static SyntheticDay.Settings settings(long seed, int clients, Duration length, BeaconPlan... beacons) {
        return new SyntheticDay.Settings(seed, clients, MORNING, length, List.of(beacons));
    }

    private static Events play(SyntheticDay.Settings settings) {
        Events events = new Events();
        SyntheticDay.toSessions(settings, events);
        return events;
    }

    private static long sumOfPackets(SyntheticDay.Settings settings) {
        CRC32 sum = new CRC32();
        SyntheticDay.toPackets(settings, (bytes, offset, length, wire, nanos, link) -> {
            sum.update(bytes, offset, length);
            sum.update((int) nanos);
        });
        return sum.getValue();
    }

    @Test
    void equalSeedsGiveEqualEvents() {
        assertThat(play(settings(7, 8, Duration.ofMinutes(40))).lines)
                .hasSizeGreaterThan(300)
                .isEqualTo(play(settings(7, 8, Duration.ofMinutes(40))).lines);
    }

    @Test
    void equalSeedsGiveEqualPackets() {
        assertThat(sumOfPackets(settings(7, 3, Duration.ofMinutes(6))))
                .isEqualTo(sumOfPackets(settings(7, 3, Duration.ofMinutes(6))));
    }

    @Test
    void otherSeedsGiveOtherTraffic() {
        assertThat(play(settings(7, 3, Duration.ofMinutes(6))).lines)
                .isNotEqualTo(play(settings(8, 3, Duration.ofMinutes(6))).lines);
        assertThat(sumOfPackets(settings(7, 3, Duration.ofMinutes(6))))
                .isNotEqualTo(sumOfPackets(settings(8, 3, Duration.ofMinutes(6))));
    }

    @Test
    void beaconKeepsItsPeriodWithinItsJitter() {
        BeaconPlan plan = new BeaconPlan(60, 0.2, true, 200, 48, 9000, 10, 0, "/gate", "agent", false);

        Events events = play(settings(3, 10, Duration.ofHours(4), plan));

        List<Exchange> beacon = events.exchanges.entrySet().stream()
                .filter(e -> e.getKey().server().equals("b0.example"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(beacon).hasSizeBetween(230, 250);
        for (int i = 1; i < beacon.size(); i++) {
            double gap =
                    Duration.between(beacon.get(i - 1).start(), beacon.get(i).start())
                                    .toMillis()
                            / 1000.0;
            assertThat(gap).isBetween(47.99, 72.01);
        }
        assertThat(beacon)
                .allSatisfy(e -> assertThat(e.request()).satisfies(r -> {
                    assertThat(r.method()).isEqualTo("POST");
                    assertThat(r.bodyBytes()).isEqualTo(200);
                }));
    }

    @Test
    void peopleRestAtNight() {
        Events events = play(settings(5, 6, Duration.ofHours(24)));

        long day = events.exchanges.values().stream()
                .flatMap(List::stream)
                .filter(SyntheticDayTest::isPage)
                .filter(e -> hour(e) >= 8 && hour(e) < 18)
                .count();
        long night = events.exchanges.values().stream()
                .flatMap(List::stream)
                .filter(SyntheticDayTest::isPage)
                .filter(e -> hour(e) < 5 || hour(e) >= 22)
                .count();

        assertThat(day).isGreaterThan(20 * Math.max(1, night));
    }

    private static boolean isPage(Exchange exchange) {
        return exchange.response() != null
                && "text/html".equals(exchange.response().contentType());
    }

    private static int hour(Exchange exchange) {
        return (int) (exchange.start().getEpochSecond() / 3600 % 24);
    }

    @Test
    void closesEverySessionOnceWithItsOwnSums() {
        Events events = play(settings(9, 6, Duration.ofHours(3), BeaconPlan.DEFAULT));

        assertThat(events.sessions).extracting(CommunicationSession::id).doesNotHaveDuplicates();
        assertThat(events.sessions.stream()
                        .mapToLong(CommunicationSession::exchanges)
                        .sum())
                .isEqualTo(
                        events.exchanges.values().stream().mapToLong(List::size).sum());
    }

    @Test
    void packetsComeInOrderOfTime() {
        long[] last = {0, 0, 0};
        SyntheticDay.toPackets(settings(4, 3, Duration.ofMinutes(6)), (bytes, offset, length, wire, nanos, link) -> {
            if (nanos < last[0]) {
                last[2]++;
            }
            last[0] = nanos;
            last[1]++;
        });

        assertThat(last[1]).as("packets").isGreaterThan(100);
        assertThat(last[2]).as("packets before their predecessor").isZero();
    }

    @Test
    void rejectsImpossibleSettings() {
        assertThatThrownBy(() -> settings(1, 0, Duration.ofHours(1)))
                .hasMessage("clients must be between 1 and 2000000, but is 0");
        assertThatThrownBy(() -> settings(1, 1, Duration.ZERO)).hasMessage("length must be positive, but is PT0S");
        assertThatThrownBy(() -> new BeaconPlan(60, 1, false, 0, 1, 1, 1, 0, "/", "a", false))
                .hasMessage("jitter must be from 0 to below 1, but is 1.0 in time and 0.0 in size");
    }
}
