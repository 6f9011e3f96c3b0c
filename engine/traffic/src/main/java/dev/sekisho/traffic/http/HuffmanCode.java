package dev.sekisho.traffic.http;

/**
 * The Huffman code of HPACK (RFC 7541 section 5.2 and appendix B). The code is canonical: codes of one length count up in
 * the order of their symbols, and the first code of a length follows the last one of the length before. So the lengths
 * alone define it.
 */
final class HuffmanCode {
    /** What {@link #decode} answers for bits that are no code, or end wrongly. */
    static final int MALFORMED = -1;

    private static final int END_OF_STRING = 256;
    private static final int MAX_CODE_BITS = 30;

    /** Shortest code: bounds how much decoding can enlarge. */
    private static final int MIN_CODE_BITS = 5;

    private static final byte[] LENGTHS = {
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, //
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28, //
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, //
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, //
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, //
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, //
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, //
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, //
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, //
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, //
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, //
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, //
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, //
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, //
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, //
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, //
        30
    };

    /** A binary tree: two entries per node, positive to the next node, negative −1 − symbol. */
    private static final short[] TREE = tree();

    private HuffmanCode() {}

    private static short[] tree() {
        short[] tree = new short[2 * LENGTHS.length];
        int nodes = 1;
        int code = 0;
        for (int length = MIN_CODE_BITS; length <= MAX_CODE_BITS; length++) {
            for (int symbol = 0; symbol < LENGTHS.length; symbol++) {
                if (LENGTHS[symbol] != length) {
                    continue;
                }
                int node = 0;
                for (int bit = length - 1; bit > 0; bit--) {
                    int branch = 2 * node + (code >>> bit & 1);
                    if (tree[branch] == 0) {
                        tree[branch] = (short) nodes++;
                    }
                    node = tree[branch];
                }
                tree[2 * node + (code & 1)] = (short) (-1 - symbol);
                code++;
            }
            code <<= 1;
        }
        return tree;
    }

    /** The most bytes that {@code length} coded bytes can become. */
    static int maxDecodedLength(int length) {
        return (int) (8L * length / MIN_CODE_BITS);
    }

    /**
     * Decodes the bytes from {@code from} to before {@code to} into {@code target}, which must have room for
     * {@link #maxDecodedLength}; returns the number of decoded bytes or {@link #MALFORMED}.
     */
    static int decode(byte[] bytes, int from, int to, byte[] target) {
        int length = 0;
        int node = 0;
        int pendingBits = 0;
        boolean onlyOnes = true;
        for (int i = from; i < to; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                int value = bytes[i] >>> bit & 1;
                onlyOnes &= value == 1;
                pendingBits++;
                int next = TREE[2 * node + value];
                if (next < 0) {
                    int symbol = -1 - next;
                    if (symbol == END_OF_STRING) {
                        return MALFORMED;
                    }
                    target[length++] = (byte) symbol;
                    node = 0;
                    pendingBits = 0;
                    onlyOnes = true;
                } else {
                    node = next;
                }
            }
        }
        // section 5.2: padding is shorter than a byte and consists of the first bits of the end-of-string code
        return onlyOnes && pendingBits < 8 ? length : MALFORMED;
    }
}
