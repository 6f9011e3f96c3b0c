package dev.sekisho.traffic.socks;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.tls.RecordedEvents;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpeningFuzzTest {
    static Stream<Arguments> seeds() {
        return Stream.of(
                        "0103050100 00020500 010a05010001c00002010050 000a05000001000000000000",
                        "010904010050c000020100 0008005a000000000000 0103474554",
                        "011c0d0a0d0a000d0a515549540a2111000cc6336407c0000201dc0401bb 0103474554")
                .map(hex -> Arguments.of((Object) HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    /** Pieces behind their side and a byte of length. */
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void neverThrows(byte[] data) {
        feed(data, new SocksParser(new RecordedEvents()));
        feed(data, new ProxyProtocolParser(new RecordedEvents()));
    }

    private static void feed(byte[] data, StreamParser parser) {
        int position = 0;
        while (position + 2 <= data.length) {
            int what = data[position];
            int length = Math.min(data[position + 1] & 0xff, data.length - position - 2);
            position += 2;
            if ((what & 2) != 0) {
                parser.gap((what & 1) != 0, 10, position);
            }
            SocksParser.looksLikeSocks(data, position, length);
            ProxyProtocolParser.looksLikeProxyProtocol(data, position, length);
            if (length > 0) {
                parser.data((what & 1) != 0, data, position, length, position);
            }
            position += length;
        }
        parser.end(position);
    }
}
