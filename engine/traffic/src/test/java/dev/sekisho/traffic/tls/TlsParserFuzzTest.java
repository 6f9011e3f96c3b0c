package dev.sekisho.traffic.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TlsParserFuzzTest {
    static Stream<Arguments> seeds() {
        SSLContext context = TlsConversation.context();
        return Stream.concat(
                Stream.of("TLSv1.2", "TLSv1.3")
                        .map(protocol -> pieces(TlsConversation.open(context, protocol)
                                .request(30)
                                .response(40))),
                Stream.of(Arguments.of(
                        (Object) new HelloBytes().serverName("a.example").records(64))));
    }

    /** Each piece of a conversation behind its side and two bytes of length. */
    private static Arguments pieces(TlsConversation conversation) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (TlsConversation.Chunk chunk : conversation.chunks()) {
            out.write(chunk.fromClient() ? 1 : 0);
            out.write(chunk.bytes().length >>> 8);
            out.write(chunk.bytes().length);
            out.writeBytes(chunk.bytes());
        }
        return Arguments.of((Object) out.toByteArray());
    }

    /** A piece's first byte says which side sends it, or that it was lost, or that the connection is parked. */
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void neverThrowsAndCountsNoMoreThanWasSent(byte[] data) {
        RecordedEvents events = new RecordedEvents();
        TlsParser parser = new TlsParser(events);
        long sent = 0;
        int position = 0;
        while (position + 3 <= data.length) {
            int what = data[position];
            int length = (data[position + 1] & 0xff) << 8 | (data[position + 2] & 0xff);
            position += 3;
            int present = Math.min(length, data.length - position);
            boolean fromClient = (what & 1) != 0;
            if ((what & 2) != 0) {
                parser.gap(fromClient, length, position);
                sent += length;
            }
            if ((what & 4) != 0) {
                long parked = parser.park();
                parser = parked >= 0 ? TlsParser.restore(events, parked) : parser;
            }
            parser.data(fromClient, data, position, present, position);
            sent += present;
            position += present;
        }
        parser.end(position);
        long counted = events.exchanges.stream()
                .mapToLong(exchange -> exchange.bytesUp() + exchange.bytesDown())
                .sum();
        if (counted > sent) {
            throw new AssertionError("sent " + sent + " bytes, but " + counted + " were counted");
        }
    }
}
