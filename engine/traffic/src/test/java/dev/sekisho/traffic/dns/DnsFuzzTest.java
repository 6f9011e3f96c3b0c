package dev.sekisho.traffic.dns;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.traffic.tls.RecordedEvents;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DnsFuzzTest {
    static Stream<Arguments> seeds() {
        String question = "12348180000100010000000003777777076578616d706c6503636f6d0000410001";
        return Stream.of(
                        question + "c00c00010001000000000004c0000201",
                        question + "c00c004100010000000000110001000001000302683200040004c0000202")
                .map(hex -> Arguments.of((Object) HexFormat.of().parseHex(hex)));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void neverThrowsAndKeepsFewAddresses(byte[] data) {
        DnsMessage.looksLikeDns(data, 0, data.length);
        DnsMessage message = DnsMessage.parse(data, 0, data.length);
        if (message != null && message.addresses().size() > DnsMessage.MAX_ADDRESSES) {
            throw new AssertionError(message.addresses().size() + " addresses of one message");
        }
        DnsParser parser = new DnsParser(new RecordedEvents(), false);
        int half = data.length / 2;
        parser.data(false, data, 0, half, 1);
        parser.data(false, data, half, data.length - half, 1);
        parser.gap(false, 3, 2);
        parser.data(false, data, 0, data.length, 3);
        parser.end(4);
    }
}
