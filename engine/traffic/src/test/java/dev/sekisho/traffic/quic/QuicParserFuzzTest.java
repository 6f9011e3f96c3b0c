package dev.sekisho.traffic.quic;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.traffic.tls.RecordedEvents;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuicParserFuzzTest {
    static Stream<Arguments> seeds() {
        byte[] id = HexFormat.of().parseHex("8394c8f03e515708");
        byte[] frames = HexFormat.of().parseHex("060004010000000200000001060405aabbccddee");
        return Stream.of(QuicVersion.VERSION_1, QuicVersion.VERSION_2)
                .map(version -> new InitialWriter(
                                version, version == QuicVersion.VERSION_1 ? 1 : 0x6b3343cf, true, id, id, id)
                        .packet(0, frames, 40))
                .map(packet -> Arguments.of((Object) InitialWriter.join(
                        new byte[] {1, 0, (byte) packet.length}, packet, new byte[] {0, 0, 1, 0x40})));
    }

    /** Datagrams behind their side and two bytes of length. */
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void neverThrows(byte[] data) {
        RecordedEvents events = new RecordedEvents();
        QuicParser parser = new QuicParser(events);
        int position = 0;
        while (position + 3 <= data.length) {
            int what = data[position];
            int length = (data[position + 1] & 0xff) << 8 | (data[position + 2] & 0xff);
            position += 3;
            int present = Math.min(length, data.length - position);
            if (present > 0) {
                QuicParser.looksLikeQuic(data, position, present);
                parser.data((what & 1) != 0, data, position, present, position);
            }
            if ((what & 2) != 0) {
                long parked = parser.park();
                parser = parked >= 0 ? QuicParser.restore(events, parked) : parser;
            }
            position += present;
        }
        parser.end(position);
    }

    /** What an Initial packet of a hostile client may hold once it is opened. */
    @MethodSource("frames")
    @FuzzTest(maxDuration = "10m")
    void neverThrowsOnFrames(byte[] frames) {
        if (frames.length > 4000) {
            return;
        }
        byte[] id = {1, 2, 3, 4, 5, 6, 7, 8};
        byte[] packet = new InitialWriter(QuicVersion.VERSION_1, 1, true, id, id, id).packet(0, frames, 40);
        QuicParser parser = new QuicParser(new RecordedEvents());
        parser.data(true, packet, 0, packet.length, 1);
        parser.end(2);
    }

    static Stream<Arguments> frames() {
        return Stream.of("0600040100000002", "02000000000600", "0340ff01020101010101", "1c00")
                .map(hex -> Arguments.of((Object) HexFormat.of().parseHex(hex)));
    }
}
