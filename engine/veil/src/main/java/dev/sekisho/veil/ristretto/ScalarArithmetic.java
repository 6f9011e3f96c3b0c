package dev.sekisho.veil.ristretto;

/**
 * Arithmetic modulo the order l = 2^252 + 27742317777372353535851937790883648493 on limbs of 21 bits, without branches.
 *
 * <p>2^252 is congruent to c = l's negated lower half, whose limbs are small: what stands at limb 12 + k is taken back by
 * adding six multiples of it from limb k on. Signed limbs keep the sums within 64 bits: products of two limbs below 2^22
 * sum to less than 2^48, and folding multiplies by less than 2^20.
 */
final class ScalarArithmetic {
    private static final int LIMB_BITS = 21;
    private static final long MASK = (1L << LIMB_BITS) - 1;
    private static final int LIMBS = 12;

    /** 2^252 modulo l, in signed limbs. */
    private static final long[] FOLD = {666643, 470296, 654183, -997805, 136657, -683901};

    private ScalarArithmetic() {}

    /** a * b + c modulo l; 32 bytes each, least significant first, of any value. */
    static byte[] multiplyAdd(byte[] a, byte[] b, byte[] c) {
        long[] x = limbs(a, LIMBS);
        long[] y = limbs(b, LIMBS);
        long[] z = limbs(c, LIMBS);
        long[] s = new long[2 * LIMBS];
        System.arraycopy(z, 0, s, 0, LIMBS);
        for (int i = 0; i < LIMBS; i++) {
            for (int j = 0; j < LIMBS; j++) {
                s[i + j] += x[i] * y[j];
            }
        }
        carryAlternately(s, 0, 22);
        byte[] result = reduce(s);
        java.util.Arrays.fill(x, 0);
        java.util.Arrays.fill(y, 0);
        java.util.Arrays.fill(z, 0);
        java.util.Arrays.fill(s, 0);
        return result;
    }

    /** 64 bytes, least significant first, modulo l. */
    static byte[] reduceWide(byte[] wide) {
        long[] s = limbs(wide, 2 * LIMBS);
        byte[] result = reduce(s);
        java.util.Arrays.fill(s, 0);
        return result;
    }

    private static byte[] reduce(long[] s) {
        for (int i = 23; i >= 18; i--) {
            fold(s, i);
        }
        carryAlternately(s, 6, 16);
        for (int i = 17; i >= 12; i--) {
            fold(s, i);
        }
        carryAlternately(s, 0, 11);
        fold(s, 12);
        carryInTurn(s, 11);
        fold(s, 12);
        carryInTurn(s, 10);
        return bytes(s);
    }

    private static void fold(long[] s, int from) {
        long top = s[from];
        for (int i = 0; i < FOLD.length; i++) {
            s[from - LIMBS + i] += top * FOLD[i];
        }
        s[from] = 0;
    }

    /** Rounds limbs to [-2^20, 2^20), first every other from {@code first} on, then those between. */
    private static void carryAlternately(long[] s, int first, int last) {
        for (int start = first; start <= first + 1; start++) {
            for (int i = start; i <= last; i += 2) {
                long carry = (s[i] + (1L << (LIMB_BITS - 1))) >> LIMB_BITS;
                s[i + 1] += carry;
                s[i] -= carry << LIMB_BITS;
            }
        }
    }

    private static void carryInTurn(long[] s, int last) {
        for (int i = 0; i <= last; i++) {
            s[i + 1] += s[i] >> LIMB_BITS;
            s[i] &= MASK;
        }
    }

    /** Cuts bytes into limbs; the last one gets all bits that are left. */
    private static long[] limbs(byte[] bytes, int count) {
        long[] limbs = new long[count];
        long held = 0;
        int bits = 0;
        int limb = 0;
        for (byte value : bytes) {
            held |= (value & 0xffL) << bits;
            bits += 8;
            if (bits >= LIMB_BITS && limb < count - 1) {
                limbs[limb++] = held & MASK;
                held >>>= LIMB_BITS;
                bits -= LIMB_BITS;
            }
        }
        limbs[limb] = held;
        return limbs;
    }

    private static byte[] bytes(long[] limbs) {
        byte[] bytes = new byte[Scalar.BYTES];
        long held = 0;
        int bits = 0;
        int limb = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bits < 8 && limb < LIMBS) {
                held |= limbs[limb++] << bits;
                bits += LIMB_BITS;
            }
            bytes[i] = (byte) held;
            held >>>= 8;
            bits -= 8;
        }
        return bytes;
    }
}
