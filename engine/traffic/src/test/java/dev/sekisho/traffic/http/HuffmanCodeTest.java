package dev.sekisho.traffic.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {

    /** RFC 7541 appendix B: symbol, code in hexadecimal, length in bits; ends and jumps of every region of the table. */
    private static final int[][] PUBLISHED = {
        {0, 0x1ff8, 13},
        {1, 0x7fffd8, 23},
        {2, 0xfffffe2, 28},
        {9, 0xffffea, 24},
        {10, 0x3ffffffc, 30},
        {13, 0x3ffffffd, 30},
        {22, 0x3ffffffe, 30},
        {' ', 0x14, 6},
        {'!', 0x3f8, 10},
        {'"', 0x3f9, 10},
        {'#', 0xffa, 12},
        {'$', 0x1ff9, 13},
        {'%', 0x15, 6},
        {'&', 0xf8, 8},
        {'\'', 0x7fa, 11},
        {'*', 0xf9, 8},
        {',', 0xfa, 8},
        {'-', 0x16, 6},
        {'0', 0x0, 5},
        {'1', 0x1, 5},
        {'2', 0x2, 5},
        {'3', 0x19, 6},
        {':', 0x5c, 7},
        {';', 0xfb, 8},
        {'<', 0x7ffc, 15},
        {'A', 0x21, 6},
        {'X', 0xfc, 8},
        {'Z', 0xfd, 8},
        {'\\', 0x7fff0, 19},
        {'`', 0x7ffd, 15},
        {'a', 0x3, 5},
        {'t', 0x9, 5},
        {'z', 0x7b, 7},
        {'{', 0x7ffe, 15},
        {'|', 0x7fc, 11},
        {127, 0xffffffc, 28},
        {128, 0xfffe6, 20},
        {129, 0x3fffd2, 22},
        {255, 0x3ffffee, 26},
    };

    @Test
    void decodesThePublishedCodes() {
        List<String> failures = new ArrayList<>();
        for (int[] row : PUBLISHED) {
            byte[] coded = pad(row[1], row[2]);
            byte[] decoded = new byte[HuffmanCode.maxDecodedLength(coded.length)];

            int length = HuffmanCode.decode(coded, 0, coded.length, decoded);

            if (length != 1 || (decoded[0] & 0xff) != row[0]) {
                failures.add("symbol " + row[0] + " decoded to " + length + " bytes, first " + (decoded[0] & 0xff));
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void decodesThePublishedStrings() {
        assertThat(decode("f1e3c2e5f23a6ba0ab90f4ff")).isEqualTo("www.example.com");
        assertThat(decode("a8eb10649cbf")).isEqualTo("no-cache");
        assertThat(decode("9d29ad171863c78f0b97c8e9ae82ae43d3")).isEqualTo("https://www.example.com");
    }

    @Test
    void rejectsTheEndOfStringCode() {
        assertThat(decode("ffffffff")).isEqualTo("malformed");
    }

    @Test
    void rejectsPaddingOfAWholeByte() {
        assertThat(decode("1fff")).isEqualTo("malformed");
    }

    @Test
    void rejectsPaddingThatIsNotAllOnes() {
        assertThat(decode("18")).isEqualTo("malformed");
    }

    @Test
    void decodesNothingToNothing() {
        assertThat(decode("")).isEmpty();
    }

    private static byte[] pad(int code, int bits) {
        int bytes = (bits + 7) / 8;
        long padded = ((long) code << (8 * bytes - bits)) | ((1L << (8 * bytes - bits)) - 1);
        byte[] result = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            result[i] = (byte) (padded >>> (8 * (bytes - 1 - i)));
        }
        return result;
    }

    private static String decode(String hex) {
        byte[] coded = HexFormat.of().parseHex(hex);
        byte[] decoded = new byte[HuffmanCode.maxDecodedLength(coded.length)];
        int length = HuffmanCode.decode(coded, 0, coded.length, decoded);
        return length == HuffmanCode.MALFORMED ? "malformed" : new String(decoded, 0, length, US_ASCII);
    }
}
