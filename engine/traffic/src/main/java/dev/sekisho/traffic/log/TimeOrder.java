package dev.sekisho.traffic.log;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.session.SessionAssembler;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Hands exchanges, connections and answers on in the order in which they ended, as far as a bounded number of them that
 * are held back allows.
 */
final class TimeOrder {
    private final SessionAssembler assembler;
    private final int maxHeld;
    private final PriorityQueue<Held> held = new PriorityQueue<>();
    private long taken;

    TimeOrder(SessionSettings settings, SessionAssembler assembler) {
        this.assembler = assembler;
        this.maxHeld = Math.clamp(settings.memoryBytes() / 2 / 1024, 64, 1 << 20);
    }

    private sealed interface What {
        record AnExchange(SessionKey key, Protocol protocol, Exchange exchange) implements What {}

        record AConnection(SessionKey key, Connection connection) implements What {}

        record AnAnswer(String client, String name, String address) implements What {}
    }

    private record Held(Instant time, long number, What what) implements Comparable<Held> {
        @Override
        public int compareTo(Held other) {
            int byTime = time.compareTo(other.time);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    void exchange(SessionKey key, Protocol protocol, Exchange exchange) {
        hold(exchange.end(), new What.AnExchange(key, protocol, exchange));
    }

    void connection(SessionKey key, Connection connection) {
        hold(connection.end(), new What.AConnection(key, connection));
    }

    void resolved(long nanos, String client, String name, String address) {
        hold(LogTime.instant(nanos), new What.AnAnswer(client, name, address));
    }

    /** Hands everything on. */
    void end() {
        for (Held next = held.poll(); next != null; next = held.poll()) {
            handOn(next);
        }
    }

    private void hold(Instant time, What what) {
        held.add(new Held(time, taken++, what));
        if (held.size() > maxHeld) {
            Held first = held.poll();
            if (first != null) {
                handOn(first);
            }
        }
    }

    private void handOn(Held next) {
        switch (next.what()) {
            case What.AnExchange it -> assembler.exchange(it.key(), it.protocol(), it.exchange());
            case What.AConnection it -> assembler.connection(it.key(), it.connection());
            case What.AnAnswer it -> assembler.resolved(it.client(), it.name(), it.address(), next.time());
        }
    }
}
