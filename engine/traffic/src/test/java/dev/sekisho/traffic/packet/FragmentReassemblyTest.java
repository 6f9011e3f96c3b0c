package dev.sekisho.traffic.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Losses.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FragmentReassemblyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int RAW = 101;

    /** UDP with 16 bytes of payload. */
    private static final String DATAGRAM = "00350400 00180000" + "61626364 65666768 696a6b6c 6d6e6f70";

    private static final String LINE_4 = "udp 10.0.0.1:53 > 10.0.0.2:1024 abcdefghijklmnop";
    private static final String LINE_6 = "udp 2001:db8::1:53 > 2001:db8::2:1024 abcdefghijklmnop";

    private static String fragment4(int identification, int offset, boolean more, String payload) {
        String hex = payload.replaceAll("\\s", "");
        int flags = (more ? 0x2000 : 0) | offset / 8;
        return String.format("4500%04x%04x%04x40110000", 20 + hex.length() / 2, identification, flags)
                + "0a0000010a000002" + hex;
    }

    private static String fragment6(int identification, int offset, boolean more, String payload) {
        String hex = payload.replaceAll("\\s", "");
        return String.format("60000000%04x2c40", 8 + hex.length() / 2)
                + "20010db800000000000000000000000120010db8000000000000000000000002"
                + String.format("1100%04x%08x", offset | (more ? 1 : 0), identification) + hex;
    }

    private static String part(int from, int to) {
        return DATAGRAM.replaceAll("\\s", "").substring(2 * from, Math.min(2 * to, 48));
    }

    @Test
    void joinsFragmentsInAnyOrder() {
        List<String> four = new ArrayList<>(List.of(
                fragment4(7, 0, true, part(0, 8)),
                fragment4(7, 8, true, part(8, 16)),
                fragment4(7, 16, false, part(16, 24))));
        List<String> six = new ArrayList<>(List.of(
                fragment6(7, 0, true, part(0, 8)),
                fragment6(7, 8, true, part(8, 16)),
                fragment6(7, 16, false, part(16, 24))));
        for (int seed = 0; seed < 12; seed++) {
            Collections.shuffle(four, new Random(seed));
            Collections.shuffle(six, new Random(seed));
            var decoded = new DecodedPackets();
            for (int i = 0; i < 3; i++) {
                decoded.add(RAW, 0, 0, four.get(i)).add(RAW, 0, 0, six.get(i));
            }

            assertThat(decoded.lines).as("seed %d", seed).containsExactly(LINE_4, LINE_6);
            decoded.decoder.end();
            assertThat(decoded.losses.isEmpty()).isTrue();
        }
    }

    @Test
    void leavesCopiesOut() {
        var decoded = new DecodedPackets();
        for (String fragment : List.of(fragment4(7, 0, true, part(0, 16)), fragment4(7, 16, false, part(16, 24)))) {
            decoded.add(RAW, 0, 0, fragment).add(RAW, 1000, 0, fragment);
        }
        decoded.decoder.end();

        assertThat(decoded.lines).containsExactly(LINE_4);
        assertThat(decoded.losses.isEmpty()).isTrue();
    }

    @Test
    void discardsADatagramWhoseFragmentsContradictEachOther() {
        var decoded = new DecodedPackets()
                .add(RAW, 0, 0, fragment4(7, 0, true, part(0, 16)))
                .add(RAW, 0, 0, fragment4(7, 8, true, "5858585858585858"))
                .add(RAW, 0, 0, fragment4(7, 16, false, part(16, 24)));
        decoded.decoder.end();

        assertThat(decoded.lines).isEmpty();
        assertThat(decoded.losses.counts()).isEqualTo(Map.of(Reason.MALFORMED_PACKET, 1L));
    }

    @Test
    void keepsDatagramsApart() {
        var decoded = new DecodedPackets()
                .add(RAW, 0, 0, fragment4(7, 0, true, part(0, 16)))
                .add(RAW, 0, 0, fragment4(8, 16, false, part(16, 24)));

        assertThat(decoded.lines).isEmpty();
        decoded.add(RAW, 0, 0, fragment4(7, 16, false, part(16, 24)));
        assertThat(decoded.lines).containsExactly(LINE_4);
    }

    @Test
    void givesUpAfterTheTimeout() {
        var decoded = new DecodedPackets()
                .add(RAW, 0, 0, fragment4(7, 0, true, part(0, 16)))
                .add(RAW, 31 * SECOND, 0, fragment4(7, 16, false, part(16, 24)));

        assertThat(decoded.lines).isEmpty();
        assertThat(decoded.losses.counts()).isEqualTo(Map.of(Reason.LOST_FRAGMENT, 1L));
        decoded.decoder.idle(62 * SECOND);
        assertThat(decoded.losses.counts()).isEqualTo(Map.of(Reason.LOST_FRAGMENT, 2L));
    }

    @Test
    void staysWithinItsMemoryUnderAFlood() {
        var decoded = new DecodedPackets();
        String payload = "41".repeat(8);
        for (int i = 0; i < 4_000; i++) {
            decoded.add(RAW, i, 0, fragment4(i, 65_520 / 8 * 8, true, payload));
        }
        decoded.decoder.end();

        assertThat(decoded.losses.counts()).isEqualTo(Map.of(Reason.LOST_FRAGMENT, 4_000L));
        assertThat(decoded.lines).isEmpty();
    }

    @Test
    void refusesFragmentsThatCannotBe() {
        var decoded = new DecodedPackets()
                .add(RAW, 0, 0, fragment4(7, 0, true, part(0, 7)))
                .add(RAW, 0, 0, fragment4(8, 65_528, false, "41".repeat(9)))
                .add(RAW, 0, 0, fragment4(9, 8, true, ""));

        assertThat(decoded.losses.counts()).isEqualTo(Map.of(Reason.MALFORMED_PACKET, 3L));
    }

    @Test
    void joinsRandomlyCutDatagrams() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] payload = new byte[random.nextInt(8, 4000)];
            for (int i = 0; i < payload.length; i++) {
                payload[i] = (byte) random.nextInt('a', 'z');
            }
            String datagram = String.format("00350400%04x0000", payload.length + 8)
                    + HexFormat.of().formatHex(payload);
            List<String> fragments = new ArrayList<>();
            int total = datagram.length() / 2;
            for (int at = 0; at < total; ) {
                int end = Math.min(at + 8 * random.nextInt(1, 200), total);
                fragments.add(fragment4(round, at, end < total, datagram.substring(2 * at, 2 * end)));
                at = end;
            }
            Collections.shuffle(fragments, random);
            var decoded = new DecodedPackets();
            fragments.forEach(fragment -> decoded.add(RAW, 0, 0, fragment));

            assertThat(decoded.lines)
                    .as("seed %d round %d", seed, round)
                    .containsExactly("udp 10.0.0.1:53 > 10.0.0.2:1024 "
                            + new String(payload, java.nio.charset.StandardCharsets.US_ASCII));
        }
    }
}
