package dev.sekisho.bench.hotpath;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.http.HttpParser;
import dev.sekisho.traffic.packet.PacketDecoder;
import dev.sekisho.traffic.packet.TransportHandler;
import dev.sekisho.traffic.packet.TransportPacket;
import dev.sekisho.traffic.session.ConnectionTracker;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.stream.TcpReassembly;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a packet goes through until it has become part of a session. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrafficBenchmark {
    private static final int SEGMENTS = 1000;
    private static final int SEGMENT_BYTES = 1400;
    private static final int SWAPPED_EVERY = 50;
    private static final int MESSAGES = 1000;

    private final RecordedDay day = new RecordedDay();
    private final byte[] segmentBytes = new byte[SEGMENT_BYTES];
    private final byte[] request = ("GET /news/2026/article.html?page=2 HTTP/1.1\r\nHost: www.example.org\r\n"
                    + "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
                    + "Accept: text/html,application/xhtml+xml\r\nAccept-Language: en\r\nCookie: a=b; c=d\r\n\r\n")
            .getBytes(US_ASCII);
    private final byte[] response = ("HTTP/1.1 200 OK\r\nServer: made-up\r\nContent-Type: text/html; charset=utf-8\r\n"
                    + "Content-Length: 2000\r\n\r\n" + "<p>word</p>\n".repeat(167))
            .substring(0, 98 + 2000)
            .getBytes(US_ASCII);

    /** How many packets went through, beside how often the whole day did. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Packets {
        /** Packets handed to the code under test. */
        public long packets;
    }

    /** Ethernet frames down to segments and datagrams. */
    @Benchmark
    public long decode(Packets count) {
        Counter counter = new Counter();
        PacketDecoder decoder = new PacketDecoder(counter, new Losses());
        day.sendPackets(decoder);
        decoder.end();
        count.packets += day.packetCount();
        return counter.bytes;
    }

    /** Ethernet frames to sessions. */
    @Benchmark
    public long buildSessions(Packets count) {
        Losses losses = new Losses();
        ConnectionTracker tracker = new ConnectionTracker(SessionSettings.DEFAULT, new SessionSink() {}, losses);
        PacketDecoder decoder = new PacketDecoder(tracker, losses);
        day.sendPackets(decoder);
        decoder.end();
        tracker.end();
        count.packets += day.packetCount();
        return tracker.sessionCount();
    }

    /** One segment of a stream in which two of every {@value #SWAPPED_EVERY} have changed places. */
    @Benchmark
    @OperationsPerInvocation(SEGMENTS)
    public long reassemble() {
        Counter counter = new Counter();
        TcpReassembly reassembly = new TcpReassembly(counter, new Losses());
        TransportPacket segment = new TransportPacket();
        segment.bytes = segmentBytes;
        segment.payloadLength = SEGMENT_BYTES;
        segment.wirePayloadLength = SEGMENT_BYTES;
        segment.flags = TransportPacket.ACK;
        for (int i = 0; i < SEGMENTS; i++) {
            int place = i % SWAPPED_EVERY == 1 ? i + 1 : i % SWAPPED_EVERY == 2 ? i - 1 : i;
            segment.sequence = 1 + place * SEGMENT_BYTES;
            segment.nanos = i * 100_000L;
            reassembly.segment(false, segment);
        }
        reassembly.flush(SEGMENTS * 100_000L);
        return counter.bytes;
    }

    /** A request of 260 bytes and its response of 2,098 on a connection that stays open. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long parseHttp() {
        Exchanges exchanges = new Exchanges();
        HttpParser parser = new HttpParser(exchanges);
        for (int i = 0; i < MESSAGES; i++) {
            parser.data(true, request, 0, request.length, i * 1_000_000L);
            parser.data(false, response, 0, response.length, i * 1_000_000L + 500_000);
        }
        parser.end(MESSAGES * 1_000_000L);
        return exchanges.bytes;
    }

    private static final class Counter implements TransportHandler, StreamParser {
        long bytes;

        @Override
        public void tcp(TransportPacket segment) {
            bytes += segment.payloadLength;
        }

        @Override
        public void udp(TransportPacket datagram) {
            bytes += datagram.payloadLength;
        }

        @Override
        public void data(boolean fromClient, byte[] data, int offset, int length, long nanos) {
            bytes += length;
        }

        @Override
        public void gap(boolean fromClient, long length, long nanos) {}

        @Override
        public void end(long nanos) {}
    }

    private static final class Exchanges implements ConnectionEvents {
        private final Losses losses = new Losses();
        long bytes;

        @Override
        public void exchange(Exchange exchange, @Nullable String authority) {
            bytes += exchange.bytesDown();
        }

        @Override
        public void protocol(Protocol protocol) {}

        @Override
        public void tunnel(String host, int port) {}

        @Override
        public void onBehalfOf(@Nullable String forwardedFor, @Nullable String proxyUser) {}

        @Override
        public void tls(TlsFacts facts) {}

        @Override
        public Losses losses() {
            return losses;
        }
    }
}
