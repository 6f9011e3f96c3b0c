package dev.sekisho.bench.hotpath;

import dev.sekisho.bench.synthetic.BeaconPlan;
import dev.sekisho.bench.synthetic.SyntheticDay;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.capture.PacketHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A piece of a synthetic day, kept in memory as packets and as session events. */
final class RecordedDay {
    private static final int CLIENTS = 30;
    private static final Duration LENGTH = Duration.ofMinutes(20);
    private static final long SEED = 1;

    /** A packet as it was on the wire. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Packet(byte[] bytes, int wireLength, long nanos, int linkType) {}

    private final List<Packet> packets = new ArrayList<>();
    private final List<Consumer<SessionSink>> events = new ArrayList<>();
    private int exchanges;

    RecordedDay() {
        SyntheticDay.Settings settings = new SyntheticDay.Settings(
                SEED, CLIENTS, Instant.parse("2026-01-05T09:00:00Z"), LENGTH, List.of(BeaconPlan.DEFAULT));
        SyntheticDay.toPackets(
                settings,
                (bytes, offset, length, wireLength, nanos, linkType) -> packets.add(
                        new Packet(Arrays.copyOfRange(bytes, offset, offset + length), wireLength, nanos, linkType)));
        SyntheticDay.toSessions(settings, new Recorder());
    }

    int packetCount() {
        return packets.size();
    }

    int exchangeCount() {
        return exchanges;
    }

    void sendPackets(PacketHandler to) {
        for (Packet packet : packets) {
            to.packet(packet.bytes, 0, packet.bytes.length, packet.wireLength, packet.nanos, packet.linkType);
        }
    }

    void sendEvents(SessionSink to) {
        for (Consumer<SessionSink> event : events) {
            event.accept(to);
        }
    }

    private final class Recorder implements SessionSink {
        @Override
        public void exchange(long session, SessionKey key, Exchange exchange) {
            exchanges++;
            events.add(sink -> sink.exchange(session, key, exchange));
        }

        @Override
        public void recognised(long session, SessionKey key, ProtocolFacts facts) {
            events.add(sink -> sink.recognised(session, key, facts));
        }

        @Override
        public void connection(long session, SessionKey key, Connection connection) {
            events.add(sink -> sink.connection(session, key, connection));
        }

        @Override
        public void closed(CommunicationSession session) {
            events.add(sink -> sink.closed(session));
        }

        @Override
        public void resolved(String client, String name, String address, Instant time) {
            events.add(sink -> sink.resolved(client, name, address, time));
        }
    }
}
