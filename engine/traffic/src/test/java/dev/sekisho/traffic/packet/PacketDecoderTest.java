package dev.sekisho.traffic.packet;

import static dev.sekisho.traffic.packet.DecodedPackets.TCP4;
import static dev.sekisho.traffic.packet.DecodedPackets.TCP4_LINE;
import static dev.sekisho.traffic.packet.DecodedPackets.UDP6;
import static dev.sekisho.traffic.packet.DecodedPackets.UDP6_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Losses.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every header here is written by hand, byte for byte. */
class PacketDecoderTest {
    private static final String MACS = "020000000001 020000000002";
    private static final String TO_4 = "0a000009 0a00000a";

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            Ethernet,                   1,   020000000001 020000000002 0800
            VLAN,                       1,   020000000001 020000000002 8100 0064 0800
            VLAN in VLAN,               1,   020000000001 020000000002 88a8 0064 8100 00c8 0800
            old VLAN in VLAN,           1,   020000000001 020000000002 9100 0064 8100 00c8 0800
            VN-Tag,                     1,   020000000001 020000000002 8926 00000000 0800
            E-Tag,                      1,   020000000001 020000000002 893f 000000000000 0800
            backbone bridging,          1,   020000000001 020000000002 88e7 00000001 020000000003 020000000004 0800
            SNAP,                       1,   020000000001 020000000002 0033 aaaa03 000000 0800
            MPLS,                       1,   020000000001 020000000002 8847 00010040 00020140
            pseudo-wire over MPLS,      1,   020000000001 020000000002 8847 00010140 00000000 020000000003 020000000004 0800
            PPPoE,                      1,   020000000001 020000000002 8864 1100 0001 002d 0021
            PPPoE in VLAN,              1,   020000000001 020000000002 8100 0001 8864 1100 0001 002c 21
            raw of BSD,                 12,
            raw of OpenBSD,             14,
            raw,                        101,
            IPv4,                       228,
            loopback little-endian,     0,   02000000
            loopback big-endian,        0,   00000002
            loopback of OpenBSD,        108, 00000002
            Linux cooked,               113, 0000 0001 0006 020000000001 0000 0800
            Linux cooked with VLAN,     113, 0000 0001 0006 020000000001 0000 8100 0064 0800
            Linux cooked 2,             276, 0800 0000 00000002 0001 00 06 0200000000010000
            PPP,                        9,   ff03 0021
            PPP without address,        9,   0021
            PPP with short protocol,    9,   21
            PPP in HDLC,                50,  ff03 0021
            Cisco HDLC as PPP in HDLC,  50,  0f00 0800
            PPPoE by itself,            51,  1100 0001 002d 0021
            Cisco HDLC,                 104, 0f00 0800
            PPP of pppd,                166, 0003 0021
            PPP with direction,         204, 01 ff03 0021
            LLC over ATM,               100, aaaa03 000000 0800
            Frame Relay,                107, 1841 03 cc
            Frame Relay with SNAP,      107, 1841 03 00 80 000000 0800
            pf log,                     117, 3d02 0000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
            netfilter log,              239, 02000000 0800 0100 08000000 0600 0a00 0000 0000 2f00 0900
            802.11 to the station,      105, 0802 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800
            802.11 with QoS,            105, 8801 0000 020000000001 020000000002 020000000003 0000 0000 aaaa03 000000 0800
            802.11 with four addresses, 105, 0803 0000 020000000001 020000000002 020000000003 0000 020000000004 aaaa03 000000 0800
            radiotap,                   127, 0000 0900 02000000 00 0802 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800
            radiotap with padded data,  127, 0000 1100 03000000 0000000000000000 20 8802 0000 020000000001 020000000002 020000000003 0000 0000 0000 aaaa03 000000 0800
            per-packet information,     192, 0000 0800 69000000 0802 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800
            per-packet Ethernet,        192, 0000 0800 01000000 020000000001 020000000002 0800
            """)
    void findsIpv4BehindEveryLinkHeader(String name, int linkType, String header) {
        var decoded = DecodedPackets.of(linkType, header == null ? "" : header, TCP4);

        assertThat(decoded.lines).as(name).containsExactly(TCP4_LINE);
        assertThat(decoded.losses.isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            Ethernet,                1,   020000000001 020000000002 86dd
            VLAN,                    1,   020000000001 020000000002 8100 0064 86dd
            PPPoE,                   1,   020000000001 020000000002 8864 1100 0001 0035 0057
            raw,                     101,
            IPv6,                    229,
            loopback of Linux,       0,   0a000000
            loopback of NetBSD,      0,   18000000
            loopback of FreeBSD,     0,   1c000000
            loopback of macOS,       0,   1e000000
            loopback of OpenBSD,     108, 00000018
            Linux cooked,            113, 0000 0001 0006 020000000001 0000 86dd
            Linux cooked 2,          276, 86dd 0000 00000002 0001 00 06 0200000000010000
            PPP,                     9,   ff03 0057
            Frame Relay,             107, 1841 03 8e
            """)
    void findsIpv6BehindLinkHeaders(String name, int linkType, String header) {
        var decoded = DecodedPackets.of(linkType, header == null ? "" : header, UDP6);

        assertThat(decoded.lines).as(name).containsExactly(UDP6_LINE);
        assertThat(decoded.losses.isEmpty()).isTrue();
    }

    /** What stands between an Ethernet header with the EtherType of IPv4 and the inner packet of 43 bytes. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            IP in IP,           4500003f 00010000 40040000 0a0000090a00000a
            GRE,                45000043 00010000 402f0000 0a0000090a00000a 0000 0800
            GRE with all,       4500004f 00010000 402f0000 0a0000090a00000a b000 0800 00000000 00000001 00000002
            GRE with Ethernet,  45000051 00010000 402f0000 0a0000090a00000a 0000 6558 020000000001 020000000002 0800
            ERSPAN I,           45000051 00010000 402f0000 0a0000090a00000a 0000 88be 020000000001 020000000002 0800
            ERSPAN II,          4500005d 00010000 402f0000 0a0000090a00000a 1000 88be 00000001 10000000 00000000 020000000001 020000000002 0800
            ERSPAN III,         45000061 00010000 402f0000 0a0000090a00000a 1000 22eb 00000001 20000000 00000000 00000000 020000000001 020000000002 0800
            WCCP,               45000047 00010000 402f0000 0a0000090a00000a 0000 883e 00000000
            PPTP,               4500004d 00010000 402f0000 0a0000090a00000a 3001 880b 00000000 00000000 ff03 0021
            MPLS in IP,         45000043 00010000 40890000 0a0000090a00000a 00010140
            Ethernet in IP,     4500004f 00010000 40610000 0a0000090a00000a 3000 020000000001 020000000002 0800
            authentication,     45000057 00010000 40330000 0a0000090a00000a 0404 0000 00000001 00000001 000000000000000000000000
            VXLAN,              4500005d 00010000 40110000 0a0000090a00000a c000 12b5 0049 0000 08000000 00000100 020000000001 020000000002 0800
            VXLAN of Linux,     4500005d 00010000 40110000 0a0000090a00000a c000 2118 0049 0000 08000000 00000100 020000000001 020000000002 0800
            VXLAN-GPE,          4500004f 00010000 40110000 0a0000090a00000a c000 12b6 003b 0000 0c000001 00000100
            Geneve,             45000061 00010000 40110000 0a0000090a00000a c000 17c1 004d 0000 01006558 00000100 00000000 020000000001 020000000002 0800
            MPLS over UDP,      4500004b 00010000 40110000 0a0000090a00000a c000 19eb 0037 0000 00010140
            GTP-U,              4500004f 00010000 40110000 0a0000090a00000a 0868 0868 003b 0000 30ff 002b 00000001
            GTP-U extended,     45000057 00010000 40110000 0a0000090a00000a 0868 0868 0043 0000 34ff 0033 00000001 00000085 01000100
            L2TP,               45000051 00010000 40110000 0a0000090a00000a 06a5 06a5 003d 0000 0002 0001 0001 ff03 0021
            L2TP with length,   4500005b 00010000 40110000 0a0000090a00000a 06a5 06a5 0047 0000 4a02 003f 0001 0001 0000 0000 0002 0000 0021
            CAPWAP,             4500006b 00010000 40110000 0a0000090a00000a c000 147f 0057 0000 00100300 00000000 0802 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800
            CAPWAP swapped,     4500006b 00010000 40110000 0a0000090a00000a c000 147f 0057 0000 00100300 00000000 1108 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800
            """)
    void reportsTheInnerPacketOfATunnel(String name, String headers) {
        // the table leaves the length fields as they would be, so adjust the outer length to what is really there
        String packet = (headers + TCP4).replaceAll("\\s", "");
        packet = packet.substring(0, 4) + String.format("%04x", packet.length() / 2) + packet.substring(8);
        if (packet.startsWith("11", 18)) {
            packet = packet.substring(0, 48) + String.format("%04x", packet.length() / 2 - 20) + packet.substring(52);
        }

        var decoded = DecodedPackets.of(1, MACS, "0800", packet);

        assertThat(decoded.lines).as(name).containsExactly(TCP4_LINE);
        assertThat(decoded.losses.isEmpty()).isTrue();
    }

    @Test
    void reportsIpv6InIpv4AndTeredo() {
        String sixInFour = "45000047 00010000 40290000" + TO_4 + UDP6;
        String teredo = "45000057 00010000 40110000" + TO_4 + "c000 0dd8 0043 0000 0000 1111 22222222" + UDP6;

        assertThat(DecodedPackets.of(101, sixInFour).lines).containsExactly(UDP6_LINE);
        assertThat(DecodedPackets.of(101, teredo).lines).containsExactly(UDP6_LINE);
    }

    @Test
    void takesADatagramOnATunnelPortForItselfIfItIsNoTunnel() {
        String toVxlanPort = "45000023 00010000 40110000" + TO_4 + "c000 12b5 000f 0000 68656c6c6f2121";

        assertThat(DecodedPackets.of(101, toVxlanPort).lines)
                .containsExactly("udp 10.0.0.9:49152 > 10.0.0.10:4789 hello!!");
    }

    @Test
    void leavesATunnelOutThatCarriesNoIp() {
        String arpInVxlan = "4500004e 00010000 40110000" + TO_4 + "c000 12b5 003a 0000 08000000 00000100" + MACS
                + "0806 0001 0800 0604 0001 020000000001 0a000001 000000000000 0a000002";

        var decoded = DecodedPackets.of(101, arpInVxlan);

        assertThat(decoded.lines).isEmpty();
        assertThat(decoded.losses.isEmpty()).isTrue();
    }

    @Test
    void goesThroughIpv6ExtensionHeaders() {
        String packet = "60000000 002b0040 20010db8000000000000000000000001 20010db8000000000000000000000002"
                + "3c00010400000000" // hop-by-hop options
                + "2b00010400000000" // destination options
                + "2c00000000000000" // routing
                + "1100000000000001" // fragment that is the whole datagram
                + "00351234 000b0000 78797a";

        assertThat(DecodedPackets.of(101, packet).lines).containsExactly(UDP6_LINE);
    }

    @Test
    void refusesAnEndlessChainOfExtensionHeaders() {
        String packet = "60000000 01900040 20010db8000000000000000000000001 20010db8000000000000000000000002"
                + "0000010400000000".repeat(50);

        var decoded = DecodedPackets.of(101, packet);

        assertThat(decoded.losses.counts()).isEqualTo(Map.of(Reason.MALFORMED_PACKET, 1L));
    }

    @Test
    void refusesEndlessNesting() {
        String packet = "";
        for (int i = 1; i <= 30; i++) {
            packet = String.format("4500%04x000100004004000001010101020202", 20 * (31 - (31 - i))) + "02" + packet;
        }

        var decoded = DecodedPackets.of(101, packet);

        assertThat(decoded.lines).isEmpty();
        assertThat(decoded.losses.counts()).isEqualTo(Map.of(Reason.MALFORMED_PACKET, 1L));
    }

    @Test
    void refusesEndlessTags() {
        var tags = DecodedPackets.of(1, MACS, "8100", "0001 8100".repeat(60_000));
        var labels =
                DecodedPackets.of(1, MACS, "8847", "00010140 00000000 020000000003 020000000004 8847".repeat(8000));

        assertThat(tags.losses.counts()).isEqualTo(Map.of(Reason.MALFORMED_PACKET, 1L));
        assertThat(labels.losses.counts()).isEqualTo(Map.of(Reason.MALFORMED_PACKET, 1L));
    }

    @Test
    void trimsEthernetPadding() {
        String packet = "45000029 00010000 40060000 0a000001 c0a80002 12340050 00000001 00000002 5018ffff 00000000 61";

        assertThat(DecodedPackets.of(1, MACS, "0800", packet, "0000000000").lines)
                .containsExactly("tcp 10.0.0.1:4660 > 192.168.0.2:80 a");
    }

    @Test
    void takesALengthOfZeroAsTheRestOfThePacket() {
        String offloaded = "45000000" + TCP4.replaceAll("\\s", "").substring(8);

        assertThat(DecodedPackets.of(1, MACS, "0800", offloaded).lines).containsExactly(TCP4_LINE);
    }

    @Test
    void goesOverOptions() {
        String packet = "46000033 00010000 40060000 0a000001 c0a80002 01010101"
                + "12340050 00000001 00000002 6018ffff 00000000 01010101 616263";

        assertThat(DecodedPackets.of(101, packet).lines).containsExactly(TCP4_LINE);
    }

    @Test
    void readsTheFieldsOfASegment() {
        var packets = new TransportPacket[1];
        var decoder = new PacketDecoder(
                new TransportHandler() {
                    @Override
                    public void tcp(TransportPacket segment) {
                        packets[0] = segment;
                    }

                    @Override
                    public void udp(TransportPacket datagram) {}
                },
                new dev.sekisho.traffic.Losses());
        byte[] packet = DecodedPackets.bytes(
                "45000028 00010000 40060000 0a000001 c0a80002 ffff0050 fffffffe 80000000 5012ffff 00000000");

        decoder.packet(packet, 0, packet.length, packet.length, 42, 101);

        TransportPacket segment = packets[0];
        assertThat(segment.nanos).isEqualTo(42);
        assertThat(segment.sourcePort).isEqualTo(65_535);
        assertThat(segment.sequence).isEqualTo(-2);
        assertThat(segment.acknowledgement).isEqualTo(Integer.MIN_VALUE);
        assertThat(segment.flags).isEqualTo(TransportPacket.SYN | TransportPacket.ACK);
        assertThat(segment.payloadLength).isZero();
        assertThat(segment.wirePayloadLength).isZero();
    }

    @Test
    void passesOnWhatTheSnapLengthLeft() {
        String cut = TCP4.replaceAll("\\s", "");
        var payloadCut = new DecodedPackets().add(101, 0, 2, cut.substring(0, cut.length() - 4));
        var headerCut = new DecodedPackets().add(101, 0, 13, cut.substring(0, cut.length() - 26));

        assertThat(payloadCut.lines).containsExactly("tcp 10.0.0.1:4660 > 192.168.0.2:80 a +2");
        assertThat(payloadCut.losses.counts()).isEqualTo(Map.of(Reason.CUT_PACKET, 1L));
        assertThat(headerCut.lines).isEmpty();
        assertThat(headerCut.losses.counts()).isEqualTo(Map.of(Reason.CUT_PACKET, 1L));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            version 5,                  5500002b 00010000 40060000 0a000001 c0a80002 12340050 00000001 00000002 5018ffff 00000000 616263
            header of 16 bytes,         4400002b 00010000 40060000 0a000001 c0a80002 12340050 00000001 00000002 5018ffff 00000000 616263
            total below header,         45000013 00010000 40060000 0a000001 c0a80002 12340050 00000001 00000002 5018ffff 00000000 616263
            TCP header of 16 bytes,     4500002b 00010000 40060000 0a000001 c0a80002 12340050 00000001 00000002 4018ffff 00000000 616263
            TCP header beyond the end,  4500002b 00010000 40060000 0a000001 c0a80002 12340050 00000001 00000002 f018ffff 00000000 616263
            TCP beyond the end,         45000020 00010000 40060000 0a000001 c0a80002 12340050 00000001 00000002
            UDP of 7 bytes,             4500001c 00010000 40110000 0a000001 c0a80002 12340050 00070000
            UDP beyond the end,         4500001c 00010000 40110000 0a000001 c0a80002 12340050 00090000
            half an IPv4 header,        4500001c 00010000 4011
            """)
    void countsHeadersThatDoNotFitTogether(String name, String packet) {
        var decoded = DecodedPackets.of(1, MACS, "0800", packet);

        assertThat(decoded.lines).as(name).isEmpty();
        assertThat(decoded.losses.counts()).isEqualTo(Map.of(Reason.MALFORMED_PACKET, 1L));
    }

    @Test
    void leavesOutWhatIsNotTcpOrUdpWithoutCountingALoss() {
        String arp = "0806 0001 0800 0604 0001 020000000001 0a000001 000000000000 0a000002";
        String icmp = "0800 4500001c 00010000 40010000 0a000001 c0a80002 0800 0000 00000000";
        String spanningTree = "0026 424203 0000000000";

        for (String frame : new String[] {arp, icmp, spanningTree}) {
            var decoded = DecodedPackets.of(1, MACS, frame);

            assertThat(decoded.lines).as(frame).isEmpty();
            assertThat(decoded.losses.isEmpty()).as(frame).isTrue();
        }
    }

    @Test
    void leavesOutEncryptedWirelessFrames() {
        var decoded = DecodedPackets.of(
                105, "0842 0000 020000000001 020000000002 020000000003 0000 aaaa03 000000 0800", TCP4);

        assertThat(decoded.lines).isEmpty();
        assertThat(decoded.losses.isEmpty()).isTrue();
    }

    @Test
    void countsUnknownLinkTypes() {
        assertThat(DecodedPackets.of(147, TCP4).losses.counts()).isEqualTo(Map.of(Reason.UNKNOWN_LINK_TYPE, 1L));
    }
}
