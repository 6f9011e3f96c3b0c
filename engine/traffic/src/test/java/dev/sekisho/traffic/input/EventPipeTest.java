package dev.sekisho.traffic.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.session.ConnectionTracker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventPipeTest {
    private static final int EVENTS = 10_000;

    private static void answer(EventPipe pipe, int number) {
        pipe.resolved("10.0.0.1", "name" + number + ".example", "192.0.2.1", Instant.ofEpochSecond(number));
    }

    @Test
    void handsEventsOnInOrder() {
        EventPipe pipe = new EventPipe();
        List<String> seen = new ArrayList<>();
        SessionSink sink = new SessionSink() {
            @Override
            public void resolved(String client, String name, String address, Instant time) {
                seen.add(name + "@" + time.getEpochSecond());
            }
        };

        pipe.run(
                () -> {
                    for (int i = 0; i < EVENTS; i++) {
                        answer(pipe, i);
                    }
                },
                sink);

        assertThat(seen).hasSize(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            assertThat(seen.get(i)).isEqualTo("name" + i + ".example@" + i);
        }
    }

    @Test
    void endsAllThreadsWhenTheSinkFails() throws InterruptedException {
        EventPipe events = new EventPipe();
        PacketPipe packets = new PacketPipe();
        CountDownLatch ended = new CountDownLatch(2);
        ConnectionTracker tracker = new ConnectionTracker(SessionSettings.DEFAULT, events, new Losses());
        SessionSink full = new SessionSink() {
            @Override
            public void resolved(String client, String name, String address, Instant time) {
                throw new IllegalStateException("disk full");
            }
        };

        assertThatThrownBy(() -> events.run(
                        () -> {
                            try {
                                answer(events, 0);
                                packets.run(() -> readForEver(packets, ended), tracker);
                            } finally {
                                ended.countDown();
                            }
                        },
                        full))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk full");

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void readForEver(PacketPipe packets, CountDownLatch ended) {
        try {
            for (int i = 0; ; i++) {
                packets.udp(PacketPipeTest.numbered(i));
            }
        } finally {
            ended.countDown();
        }
    }
}
