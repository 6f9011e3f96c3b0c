package dev.sekisho.traffic.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Logs of real sensors, read in place; the numbers were counted out of the files with zcat and awk. */
class RecordedLogsTest {
    private static final Path LOGS = Path.of("../../../shared/captures/logs");

    private static RecordedSessions read(String name) {
        Path input = LOGS.resolve(name);
        assumeThat(Files.exists(input))
                .as("needs ../shared/captures/logs/" + name)
                .isTrue();
        RecordedSessions read = RecordedSessions.read(input);
        assertThat(read.summary.losses().counts()).isEmpty();
        return read;
    }

    private static long requests(RecordedSessions read) {
        return read.exchanges.stream()
                .filter(exchange -> exchange.request() != null)
                .count();
    }

    @Test
    void readsBrowsingThroughAProxy() {
        RecordedSessions read = read("zeek-proxy-browsing");

        assertThat(requests(read)).isEqualTo(2_368);
        assertThat(read.connections.stream()
                        .map(Connection::tls)
                        .filter(tls -> tls != null)
                        .count())
                .isEqualTo(2_736);
    }

    @Test
    void readsThreeDaysOfAServer() {
        RecordedSessions read = read("zeek-missing-host");

        assertThat(read.summary.connections()).isEqualTo(86_280 + 5_385);
        assertThat(read.sessions.stream()
                        .filter(session -> "Modzilla/0.0001 (Atari 7800)".equals(session.userAgent()))
                        .mapToInt(session -> session.exchanges())
                        .sum())
                .isEqualTo(950);
    }

    @Test
    void readsLogsWithLabelsBehindTheirFields() {
        RecordedSessions read = read("zeek-labelled-ctu-sme-11");

        assertThat(read.summary.connections()).isBetween(755L, 763L);
        assertThat(read.sessions)
                .anyMatch(session -> session.protocol() == Protocol.QUIC
                        && session.key().server().equals("discord.com"));
    }

    @Test
    void readsSuricata() {
        RecordedSessions read = read("suricata-eve.json");

        assertThat(requests(read)).isEqualTo(56);
        assertThat(read.exchanges).allMatch(exchange -> !exchange.end().isBefore(exchange.start()));
        assertThat(read.connections.stream().map(Connection::tls).filter(tls -> tls != null))
                .singleElement()
                .satisfies(tls -> assertThat(tls.serverName()).isEqualTo("www.myedimax.com"));
        assertThat(read.exchanges.stream().mapToLong(Exchange::bytesUp)).allMatch(bytes -> bytes >= 0);
    }
}
