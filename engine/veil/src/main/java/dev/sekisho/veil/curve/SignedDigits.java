package dev.sekisho.veil.curve;

/** Public scalars as sparse signed digits. Takes time that depends on the scalar. */
public final class SignedDigits {
    /** Bits of a scalar, and one for the carry. */
    static final int COUNT = 256;

    private SignedDigits() {}

    /**
     * The non-adjacent form of a number: 256 digits to base 2, lowest first, each zero or odd and below 2^(width-1) in size,
     * of any {@code width} neighbours at most one not zero.
     *
     * @param scalar 32 bytes, least significant first, of a number below 2^253; public
     * @param width from 2 to 8
     */
    public static byte[] sparse(byte[] scalar, int width) {
        byte[] digits = new byte[COUNT];
        int carry = 0;
        int bit = 0;
        while (bit < COUNT) {
            if (bit(scalar, bit) == carry) {
                bit++;
                continue;
            }
            int value = carry;
            for (int i = 0; i < width; i++) {
                value += bit(scalar, bit + i) << i;
            }
            carry = value >> (width - 1);
            digits[bit] = (byte) (value - (carry << width));
            bit += width;
        }
        return digits;
    }

    private static int bit(byte[] scalar, int bit) {
        return bit >= COUNT ? 0 : (scalar[bit >> 3] >> (bit & 7)) & 1;
    }
}
