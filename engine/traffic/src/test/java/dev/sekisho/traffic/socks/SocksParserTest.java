package dev.sekisho.traffic.socks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.tls.RecordedEvents;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocksParserTest {
    private static final String HELLO = "c:050100 s:0500 ";
    private static final String GRANTED = "s:05000001000000000000 ";

    @Test
    void tellsTheTargetOfVersion4() {
        RecordedEvents events = run("c:04010050c000020100 s:005a000000000000 c:474554 s:4f4b");

        assertThat(events.tunnels).containsExactly("192.0.2.1:80");
        assertThat(events.behalf).isEmpty();
        assertContent(events, 3, 2);
    }

    @Test
    void tellsTheNameAndUserOfVersion4a() {
        RecordedEvents events =
                run("c:040101bb00000001616c69636500612e6578616d706c6500 s:005a000000000000 c:474554 s:4f4b");

        assertThat(events.tunnels).containsExactly("a.example:443");
        assertThat(events.behalf).containsExactly("null/alice");
        assertContent(events, 3, 2);
    }

    @Test
    void tellsEveryKindOfTargetOfVersion5() {
        assertThat(run(HELLO + "c:05010001c00002010050 " + GRANTED).tunnels).containsExactly("192.0.2.1:80");
        assertThat(run(HELLO + "c:0501000309612e6578616d706c6501bb " + GRANTED).tunnels)
                .containsExactly("a.example:443");
        assertThat(run(HELLO + "c:0501000420010db80000000000000000000000010016 " + GRANTED).tunnels)
                .containsExactly("2001:db8::1:22");
    }

    @Test
    void tellsTheUserButNotThePassword() {
        RecordedEvents events = run("c:05020002 s:0502 c:0105616c69636506736563726574 s:0100"
                + " c:05010001c00002010050 " + GRANTED + "c:474554 s:4f4b");

        assertThat(events.behalf).containsExactly("null/alice");
        assertThat(events.everything()).doesNotContain("secret");
        assertContent(events, 3, 2);
    }

    @Test
    void tellsTheTargetOfARefusedRequest() {
        RecordedEvents events = run(HELLO + "c:0501000309612e6578616d706c6501bb s:05050001000000000000");

        assertThat(events.tunnels).containsExactly("a.example:443");
    }

    @Test
    void leavesWhatIsNoSocksToTurnTaking() {
        RecordedEvents events = run("c:050100 s:4854545020 c:414243");

        assertThat(events.tunnels).isEmpty();
        assertThat(events.exchanges).isNotEmpty();
    }

    @Test
    void takesOnlyWholeOpeningsForSocks() {
        assertThat(looksLikeSocks("050100")).isTrue();
        assertThat(looksLikeSocks("05020002")).isTrue();
        assertThat(looksLikeSocks("04010050c000020100")).isTrue();
        assertThat(looksLikeSocks("0501")).isFalse();
        assertThat(looksLikeSocks("05010050")).isFalse();
        assertThat(looksLikeSocks("04010050c0000201ff")).isFalse();
        assertThat(looksLikeSocks("16030100")).isFalse();
    }

    private static boolean looksLikeSocks(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return SocksParser.looksLikeSocks(bytes, 0, bytes.length);
    }

    private static void assertContent(RecordedEvents events, long up, long down) {
        assertThat(events.exchanges).hasSize(1);
        assertThat(List.of(
                        events.exchanges.getFirst().bytesUp(),
                        events.exchanges.getFirst().bytesDown()))
                .containsExactly(up, down);
    }

    /** Runs a script whole and byte by byte; both must tell the same. */
    private static RecordedEvents run(String script) {
        RecordedEvents whole = run(script, Integer.MAX_VALUE);
        assertThat(run(script, 1).everything()).isEqualTo(whole.everything());
        return whole;
    }

    private static RecordedEvents run(String script, int longest) {
        RecordedEvents events = new RecordedEvents();
        SocksParser parser = new SocksParser(events);
        for (String step : script.trim().split(" +", -1)) {
            byte[] bytes = HexFormat.of().parseHex(step.substring(2));
            for (int position = 0; position < bytes.length; ) {
                int length = Math.min(longest, bytes.length - position);
                parser.data(step.charAt(0) == 'c', bytes, position, length, 1);
                position += length;
            }
        }
        parser.end(1);
        return events;
    }
}
