package dev.sekisho.extrusion.application;

import static dev.sekisho.extrusion.application.ConnectionExamples.certificate;
import static dev.sekisho.extrusion.application.ConnectionExamples.datagrams;
import static dev.sekisho.extrusion.application.ConnectionExamples.hello;
import static dev.sekisho.extrusion.application.ConnectionExamples.key;
import static dev.sekisho.extrusion.application.ConnectionExamples.stream;
import static dev.sekisho.extrusion.application.ConnectionExamples.tls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.SessionKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApplicationRecogniserTest {
    private static final ApplicationRecogniser RECOGNISER = new ApplicationRecogniser(ApplicationCatalogue.shipped());
    private static final SessionKey BARE = key("192.0.2.7", 5_000);

    private static @Nullable String id(SessionKey key, Connection connection) {
        Recognition recognition = RECOGNISER.recognise(key, connection);
        return recognition == null ? null : recognition.application().id();
    }

    @Test
    void knowsNamesBelowADomainButNotBesideIt() {
        assertThat(id(key("relay-1.net.anydesk.com", 443), tls(443, hello("relay-1.net.anydesk.com", null))))
                .isEqualTo("anydesk");
        assertThat(id(key("notanydesk.com", 443), tls(443, hello("notanydesk.com", null))))
                .isNull();
    }

    @Test
    void knowsBitTorrentByItsHandshake() {
        assertThat(id(BARE, stream("\u0013BitTorrent protocol\0\0\0\0", ""))).isEqualTo("bittorrent");
        assertThat(id(BARE, stream("", "\u0013BitTorrent protocol\0\0\0\0"))).isEqualTo("bittorrent");
        assertThat(id(BARE, stream("\u0014BitTorrent protocol\0\0\0\0", ""))).isNull();
    }

    @Test
    void knowsAMicroTransportRequestOnlyWithItsFixedNumbers() {
        String request = "41 00 12 34 aa bb cc dd 00 00 00 00 00 10 00 00 00 01 00 00";

        assertThat(id(BARE, datagrams(request, ""))).isEqualTo("bittorrent");
        assertThat(id(BARE, datagrams(request.replace("00 01 00 00", "00 02 00 00"), "")))
                .isNull();
    }

    @Test
    void knowsWireGuardOnlyWhenTheAnswerRepeatsTheSender() {
        String initiation = "01 00 00 00 de ad be ef 01 02 03 04";

        assertThat(id(BARE, datagrams(initiation, "02 00 00 00 11 22 33 44 de ad be ef")))
                .isEqualTo("wireguard");
        assertThat(id(BARE, datagrams(initiation, "02 00 00 00 11 22 33 44 de ad be ee")))
                .isNull();
    }

    @Test
    void knowsOpenVpnOnlyWhenTheAnswerRepeatsTheSession() {
        String reset = "38 01 02 03 04 05 06 07 08 00 00 00 00 00";

        assertThat(id(BARE, datagrams(reset, "40 a1 a2 a3 a4 a5 a6 a7 a8 01 00 00 00 00 01 02 03 04 05 06 07 08")))
                .isEqualTo("openvpn");
        assertThat(id(BARE, datagrams(reset, "40 a1 a2 a3 a4 a5 a6 a7 a8 01 00 00 00 00 01 02 03 04 05 06 07 09")))
                .isNull();
    }

    @Test
    void knowsAnOpeningKeyExchangeOfIpsec() {
        String header = "11 22 33 44 55 66 77 88 00 00 00 00 00 00 00 00 21 20 22 08 00 00 00 00 00 00 01 50";

        assertThat(id(BARE, datagrams(header, ""))).isEqualTo("ipsec");
        assertThat(id(BARE, datagrams("00 00 00 00 " + header, ""))).isEqualTo("ipsec");
        assertThat(id(BARE, datagrams(header.replace("21 20 22", "21 20 23"), "")))
                .isNull();
    }

    @Test
    void knowsMiningByItsRequestsAndNotByJsonAlone() {
        assertThat(id(BARE, stream("{\"id\": 1, \"method\": \"mining.subscribe\", \"params\": []}", "")))
                .isEqualTo("stratum");
        assertThat(id(BARE, stream("{\"method\":\"login\",\"params\":{\"login\":\"x\",\"pass\":\"y\"}}", "")))
                .isEqualTo("stratum");
        assertThat(id(BARE, stream("{\"id\": 1, \"method\": \"Filter.GetAll\", \"params\": []}", "")))
                .isNull();
    }

    @Test
    void knowsTorByRandomNamesThatDiffer() {
        SessionKey relay = key("www.ab2cd3efgh5.com", 443);

        assertThat(id(relay, tls(443, hello(relay.server(), certificate("www.zy3xw4vuts.net")))))
                .isEqualTo("tor");
        assertThat(id(relay, tls(443, hello(relay.server(), null)))).isEqualTo("tor");
        assertThat(id(relay, tls(443, hello(relay.server(), certificate("www.ab2cd3efgh5.com")))))
                .isNull();
        assertThat(id(relay, tls(443, hello(relay.server(), null, "h2")))).isNull();
        assertThat(id(key("www.example.com", 443), tls(443, hello("www.example.com", null))))
                .isNull();
    }

    @Test
    void knowsDnsOverHttpsToAPublicResolverWithoutName() {
        assertThat(id(key("1.1.1.1", 443), tls(443, hello(null, null, "h2", "http/1.1"))))
                .isEqualTo("dns-over-https");
        assertThat(id(key("192.0.2.7", 443), tls(443, hello(null, null, "h2", "http/1.1"))))
                .isNull();
    }

    @Test
    void knowsDnsOverTlsByItsPort() {
        assertThat(id(key("dns.example", 853), tls(853, hello("dns.example", null))))
                .isEqualTo("dns-over-tls");
    }

    @Test
    void namesTheSurestSign() {
        Recognition recognition = RECOGNISER.recognise(
                key("192.0.2.7", 443), tls(443, hello(null, certificate("AnyNet Relay"), "anydesk/6.2.0/linux")));

        assertThat(recognition).isNotNull();
        assertThat(recognition.sign()).isEqualTo(Recognition.Sign.ALPN);
        assertThat(recognition.evidence()).isEqualTo("the client offers the protocol anydesk/6.2.0/linux");
    }

    @Test
    void refusesACatalogueWithAnUnknownSetting() {
        assertThatThrownBy(() -> ApplicationCatalogue.read(new ByteArrayInputStream(
                        "- {id: a, name: A, category: vpn, domains: [a.example]}".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("application \"a\": unknown setting \"domains\"");
    }

    @Test
    void refusesACatalogueWithAnUnknownCategory() {
        assertThatThrownBy(() -> ApplicationCatalogue.read(new ByteArrayInputStream(
                        "- {id: a, name: A, category: games}".getBytes(StandardCharsets.UTF_8))))
                .hasMessage("application \"a\": expected a category out of peer-to-peer, anonymiser, remote-control, "
                        + "mining, vpn, encrypted-dns, messenger, storage, but got \"games\"");
    }
}
