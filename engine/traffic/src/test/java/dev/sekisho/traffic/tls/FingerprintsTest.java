package dev.sekisho.traffic.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private final Fingerprints fingerprints = Fingerprints.ofThread();

    /** Both examples of the publication of JA3. */
    @Test
    void makesThePublishedJa3() {
        ClientHello full = parse(new HelloBytes()
                .version(769)
                .ciphers(47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4)
                .serverName("a.example")
                .extension(10, "0006 0017 0018 0019")
                .extension(11, "01 00"));
        ClientHello bare = parse(new HelloBytes().version(769).ciphers(4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99));

        assertThat(fingerprints.ja3(full)).isEqualTo("ada70206e40642a3e4461f35503241d5");
        assertThat(fingerprints.ja3(bare)).isEqualTo("de350869b8c85de67a350c8d186f11e6");
    }

    /** The example of the technical details of JA4: a Chromium hello. */
    @Test
    void makesThePublishedJa4() {
        ClientHello hello = parse(chromium());

        assertThat(fingerprints.ja4(hello, Fingerprints.Carrier.TCP)).isEqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1");
        assertThat(fingerprints.ja4(hello, Fingerprints.Carrier.QUIC))
                .isEqualTo("q13d1516h2_8daaf6152771_e5627efa2ab1");
    }

    @Test
    void leavesGreaseOut() {
        ClientHello with = parse(new HelloBytes()
                .ciphers(0x0a0a, 0x1301, 0xfafa)
                .extension(0x1a1a, "")
                .extension(10, "0004 2a2a 001d")
                .extension(43, "04 3a3a 0304"));
        ClientHello without = parse(
                new HelloBytes().ciphers(0x1301).extension(10, "0002 001d").extension(43, "02 0304"));

        assertThat(fingerprints.ja3(with)).isEqualTo(fingerprints.ja3(without));
        assertThat(fingerprints.ja4(with, Fingerprints.Carrier.TCP))
                .isEqualTo(fingerprints.ja4(without, Fingerprints.Carrier.TCP))
                .startsWith("t13i010200_");
    }

    @Test
    void showsFirstProtocolByItsEnds() {
        assertThat(ja4WithAlpn("0009 08 687474702f312e31")).startsWith("t12i0101h1_");
        assertThat(ja4WithAlpn("0002 01 78")).startsWith("t12i0101xx_");
        assertThat(ja4WithAlpn("0002 01 ab")).startsWith("t12i0101ab_");
        assertThat(ja4WithAlpn("0003 02 abcd")).startsWith("t12i0101ad_");
        assertThat(ja4WithAlpn("0003 02 30ab")).startsWith("t12i01013b_");
        assertThat(ja4WithAlpn("0005 04 3031abcd")).startsWith("t12i01013d_");
        assertThat(ja4WithAlpn("0001 00")).startsWith("t12i010100_");
    }

    @Test
    void fillsTheHashOfNothingWithZeros() {
        assertThat(fingerprints.ja4(parse(new HelloBytes().version(0x0300).ciphers()), Fingerprints.Carrier.TCP))
                .isEqualTo("ts3i000000_000000000000_000000000000");
    }

    @Test
    void countsNoFurtherThan99() {
        int[] many = new int[150];
        for (int i = 0; i < many.length; i++) {
            many[i] = 0x4000 + i;
        }

        assertThat(fingerprints.ja4(parse(new HelloBytes().ciphers(many)), Fingerprints.Carrier.TCP))
                .startsWith("t12i990000_");
    }

    private String ja4WithAlpn(String content) {
        return fingerprints.ja4(parse(new HelloBytes().extension(16, content)), Fingerprints.Carrier.TCP);
    }

    private static HelloBytes chromium() {
        return new HelloBytes()
                .ciphers(
                        0x2a2a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014,
                        0x009c, 0x009d, 0x002f, 0x0035)
                .extension(0x3a3a, "")
                .extension(0x001b, "02 0002")
                .serverName("a.example")
                .extension(0x0033, "0002 0000")
                .extension(0x0010, "000c 02 6832 08 687474702f312e31")
                .extension(0x4469, "0003 02 6832")
                .extension(0x0017, "")
                .extension(0x002d, "01 01")
                .extension(0x000d, "0010 0403 0804 0401 0503 0805 0501 0806 0601")
                .extension(0x0005, "01 0000 0000")
                .extension(0x0023, "")
                .extension(0x0012, "")
                .extension(0x002b, "06 aaaa 0304 0303")
                .extension(0xff01, "00")
                .extension(0x000b, "01 00")
                .extension(0x000a, "0008 1a1a 001d 0017 0018")
                .extension(0x0015, "0000");
    }

    private static ClientHello parse(HelloBytes hello) {
        byte[] body = hello.body();
        ClientHello parsed = ClientHello.parse(body, 0, body.length, body.length);
        assertThat(parsed.whole()).isTrue();
        return parsed;
    }
}
