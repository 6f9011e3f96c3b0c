package dev.sekisho.traffic.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HpackDecoderTest {
    private final HpackDecoder decoder = new HpackDecoder();

    @Test
    void decodesLiteralsAndIndexes() {
        // RFC 7541 appendix C.2
        assertThat(decode("400a637573746f6d2d6b65790d637573746f6d2d686561646572"))
                .containsExactly("custom-key: custom-header");
        assertThat(decode("040c2f73616d706c652f70617468")).containsExactly(":path: /sample/path");
        assertThat(decode("100870617373776f726406736563726574")).containsExactly("password: secret");
        assertThat(decode("82")).containsExactly(":method: GET");
    }

    @Test
    void decodesRequestsWithoutHuffmanCode() {
        // appendix C.3
        assertThat(decode("828684410f7777772e6578616d706c652e636f6d"))
                .containsExactly(":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com");
        assertThat(decode("828684be58086e6f2d6361636865"))
                .containsExactly(
                        ":method: GET",
                        ":scheme: http",
                        ":path: /",
                        ":authority: www.example.com",
                        "cache-control: no-cache");
        assertThat(decode("828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565"))
                .containsExactly(
                        ":method: GET",
                        ":scheme: https",
                        ":path: /index.html",
                        ":authority: www.example.com",
                        "custom-key: custom-value");
        assertThat(decoder.tableBytes()).isEqualTo(164);
    }

    @Test
    void decodesRequestsWithHuffmanCode() {
        // appendix C.4
        assertThat(decode("828684418cf1e3c2e5f23a6ba0ab90f4ff"))
                .containsExactly(":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com");
        assertThat(decode("828684be5886a8eb10649cbf")).hasSize(5).last().isEqualTo("cache-control: no-cache");
        assertThat(decode("828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"))
                .hasSize(5)
                .last()
                .isEqualTo("custom-key: custom-value");
        assertThat(decoder.tableBytes()).isEqualTo(164);
    }

    @Test
    void decodesResponsesWithEvictionAndWithoutCookies() {
        // appendix C.5, where a table of 256 bytes is agreed on; the size update before the first block says so
        assertThat(decode(
                        "3fe101" + "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a3231"
                                + "20474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d"))
                .containsExactly(
                        ":status: 302",
                        "cache-control: private",
                        "date: Mon, 21 Oct 2013 20:13:21 GMT",
                        "location: https://www.example.com");
        assertThat(decoder.tableBytes()).isEqualTo(222);
        assertThat(decode("4803333037c1c0bf"))
                .containsExactly(
                        ":status: 307",
                        "cache-control: private",
                        "date: Mon, 21 Oct 2013 20:13:21 GMT",
                        "location: https://www.example.com");
        assertThat(decoder.tableBytes()).isEqualTo(222);
        assertThat(decode(
                        "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153"
                                + "444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f"
                                + "6e3d31"))
                .containsExactly(
                        ":status: 200",
                        "cache-control: private",
                        "date: Mon, 21 Oct 2013 20:13:22 GMT",
                        "location: https://www.example.com",
                        "content-encoding: gzip",
                        "set-cookie: ");
        assertThat(decoder.tableBytes()).isEqualTo(215);
    }

    @Test
    void decodesHuffmanCodedResponsesWithEviction() {
        // appendix C.6
        assertThat(decode("3fe101"
                        + "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad1718"
                        + "63c78f0b97c8e9ae82ae43d3"))
                .containsExactly(
                        ":status: 302",
                        "cache-control: private",
                        "date: Mon, 21 Oct 2013 20:13:21 GMT",
                        "location: https://www.example.com");
        assertThat(decode("4883640effc1c0bf")).first().isEqualTo(":status: 307");
        assertThat(decode(
                        "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b"
                                + "3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007"))
                .hasSize(6)
                .last()
                .isEqualTo("set-cookie: ");
        assertThat(decoder.tableBytes()).isEqualTo(215);
    }

    @Test
    void keepsTheUserOfProxyCredentialsAndNothingElse() {
        String user =
                HexFormat.of().formatHex("Basic dXNlcjpwYXNz".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        // proxy-authorization is static entry 49, authorization 23
        assertThat(decode("7112" + user)).containsExactly("proxy-authorization: user");
        assertThat(decode("5712" + user)).containsExactly("authorization: ");
    }

    @Test
    void rejectsAnIndexBeyondTheTable() {
        assertThat(decode("be")).containsExactly("malformed");
    }

    @Test
    void rejectsIndexZero() {
        assertThat(decode("80")).containsExactly("malformed");
    }

    @Test
    void rejectsAnEndlessInteger() {
        assertThat(decode("ffffffffffffffff01")).containsExactly("malformed");
    }

    @Test
    void rejectsAnIntegerThatIsCutOff() {
        assertThat(decode("ff80")).containsExactly("malformed");
    }

    @Test
    void rejectsAStringLongerThanItsBlock() {
        assertThat(decode("4005616263")).containsExactly("malformed");
    }

    @Test
    void rejectsATableLargerThanTheLimit() {
        // 65,537 = 31 + 65,506
        assertThat(decode("3fe2ff03")).containsExactly("malformed");
    }

    @Test
    void keepsAnEntryLargerThanTheTableOutOfIt() {
        decode("400a637573746f6d2d6b65790d637573746f6d2d686561646572");

        assertThat(decode("3f09" + "400a637573746f6d2d6b65790d637573746f6d2d686561646572"))
                .containsExactly("custom-key: custom-header");
        assertThat(decoder.tableBytes()).isZero();
    }

    private List<String> decode(String hex) {
        byte[] block = HexFormat.of().parseHex(hex);
        List<String> fields = new ArrayList<>();
        boolean understood =
                decoder.decode(block, 0, block.length, (name, value) -> fields.add(name.text() + ": " + value));
        return understood ? fields : List.of("malformed");
    }
}
