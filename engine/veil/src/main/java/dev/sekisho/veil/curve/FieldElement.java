package dev.sekisho.veil.curve;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A number modulo p = 2^255 - 19 that can be overwritten: five signed limbs of 51 bits, {@code l0 + 2^51 l1 + … + 2^204
 * l4}.
 *
 * <p><b>Limbs and bounds.</b> The limbs of a product are in [0, 2^51 + 2^17). Sums and differences are not carried: of two
 * products they stay below 2^52 + 2^18 in size, of four below 2^53 + 2^19. {@link #multiply} and {@link #square} take
 * limbs of up to 2^53.5 in size. Negative limbs need no special care.
 *
 * <p><b>The product without 128-bit sums.</b> Java has no carry flag. For limbs f and g, {@code floor(f*g / 2^51)} is
 * {@code Math.multiplyHigh(f << 9, g << 4)}, because 9 + 4 + 51 = 64. Let S be the sum of some products and H the sum of
 * those floors. Then {@code S - 2^51 H} is a sum of few numbers below 2^51, hence fits into 64 bits, so it may be computed
 * modulo 2^64 from wrapped products. H belongs to the next limb.
 *
 * <p>Not safe for use by several threads.
 */
public final class FieldElement {
    private static final int LIMB_BITS = 51;
    private static final long MASK = (1L << LIMB_BITS) - 1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Bytes of an encoded number. */
    public static final int BYTES = 32;

    long l0;
    long l1;
    long l2;
    long l3;
    long l4;

    /** Zero. */
    public FieldElement() {}

    /** A small number. */
    static FieldElement of(long value) {
        FieldElement element = new FieldElement();
        element.l0 = value;
        return element;
    }

    /** A constant from its 64 hexadecimal digits, least significant byte first. */
    static FieldElement ofHex(String hex) {
        FieldElement element = new FieldElement();
        element.decode(java.util.HexFormat.of().parseHex(hex), 0);
        return element;
    }

    void set(FieldElement f) {
        l0 = f.l0;
        l1 = f.l1;
        l2 = f.l2;
        l3 = f.l3;
        l4 = f.l4;
    }

    void set(long value) {
        l0 = value;
        l1 = 0;
        l2 = 0;
        l3 = 0;
        l4 = 0;
    }

    /** This = f + g, not carried. */
    void add(FieldElement f, FieldElement g) {
        l0 = f.l0 + g.l0;
        l1 = f.l1 + g.l1;
        l2 = f.l2 + g.l2;
        l3 = f.l3 + g.l3;
        l4 = f.l4 + g.l4;
    }

    /** This = f - g, not carried. */
    void subtract(FieldElement f, FieldElement g) {
        l0 = f.l0 - g.l0;
        l1 = f.l1 - g.l1;
        l2 = f.l2 - g.l2;
        l3 = f.l3 - g.l3;
        l4 = f.l4 - g.l4;
    }

    /** This = -f, not carried. */
    void negate(FieldElement f) {
        l0 = -f.l0;
        l1 = -f.l1;
        l2 = -f.l2;
        l3 = -f.l3;
        l4 = -f.l4;
    }

    /** This = f * g. */
    void multiply(FieldElement f, FieldElement g) {
        final long f0 = f.l0;
        final long f1 = f.l1;
        final long f2 = f.l2;
        final long f3 = f.l3;
        final long f4 = f.l4;
        final long g0 = g.l0;
        final long g1 = g.l1;
        final long g2 = g.l2;
        final long g3 = g.l3;
        final long g4 = g.l4;
        // What comes out at limb 5 + k is 19 times as much at limb k.
        final long n1 = 19 * g1;
        final long n2 = 19 * g2;
        final long n3 = 19 * g3;
        final long n4 = 19 * g4;

        final long e0 = f0 << 9;
        final long e1 = f1 << 9;
        final long e2 = f2 << 9;
        final long e3 = f3 << 9;
        final long e4 = f4 << 9;
        final long h0 =
                high(e0, g0 << 4) + high(e1, n4 << 4) + high(e2, n3 << 4) + high(e3, n2 << 4) + high(e4, n1 << 4);
        final long h1 =
                high(e0, g1 << 4) + high(e1, g0 << 4) + high(e2, n4 << 4) + high(e3, n3 << 4) + high(e4, n2 << 4);
        final long h2 =
                high(e0, g2 << 4) + high(e1, g1 << 4) + high(e2, g0 << 4) + high(e3, n4 << 4) + high(e4, n3 << 4);
        final long h3 =
                high(e0, g3 << 4) + high(e1, g2 << 4) + high(e2, g1 << 4) + high(e3, g0 << 4) + high(e4, n4 << 4);
        final long h4 =
                high(e0, g4 << 4) + high(e1, g3 << 4) + high(e2, g2 << 4) + high(e3, g1 << 4) + high(e4, g0 << 4);

        final long s0 = f0 * g0 + f1 * n4 + f2 * n3 + f3 * n2 + f4 * n1 - (h0 << LIMB_BITS);
        final long s1 = f0 * g1 + f1 * g0 + f2 * n4 + f3 * n3 + f4 * n2 - (h1 << LIMB_BITS);
        final long s2 = f0 * g2 + f1 * g1 + f2 * g0 + f3 * n4 + f4 * n3 - (h2 << LIMB_BITS);
        final long s3 = f0 * g3 + f1 * g2 + f2 * g1 + f3 * g0 + f4 * n4 - (h3 << LIMB_BITS);
        final long s4 = f0 * g4 + f1 * g3 + f2 * g2 + f3 * g1 + f4 * g0 - (h4 << LIMB_BITS);
        carry(s0 + 19 * h4, s1 + h0, s2 + h1, s3 + h2, s4 + h3);
    }

    /** This = f^2. */
    void square(FieldElement f) {
        final long f0 = f.l0;
        final long f1 = f.l1;
        final long f2 = f.l2;
        final long f3 = f.l3;
        final long f4 = f.l4;
        final long d0 = 2 * f0;
        final long d1 = 2 * f1;
        final long m1 = 38 * f1;
        final long m2 = 38 * f2;
        final long m3 = 38 * f3;
        final long n3 = 19 * f3;
        final long n4 = 19 * f4;

        final long e0 = f0 << 9;
        final long e1 = f1 << 9;
        final long e2 = f2 << 9;
        final long e3 = f3 << 9;
        final long e4 = f4 << 9;
        final long h0 = high(e0, f0 << 4) + high(e4, m1 << 4) + high(e3, m2 << 4);
        final long h1 = high(e1, d0 << 4) + high(e4, m2 << 4) + high(e3, n3 << 4);
        final long h2 = high(e2, d0 << 4) + high(e1, f1 << 4) + high(e4, m3 << 4);
        final long h3 = high(e3, d0 << 4) + high(e2, d1 << 4) + high(e4, n4 << 4);
        final long h4 = high(e4, d0 << 4) + high(e3, d1 << 4) + high(e2, f2 << 4);

        final long s0 = f0 * f0 + f4 * m1 + f3 * m2 - (h0 << LIMB_BITS);
        final long s1 = f1 * d0 + f4 * m2 + f3 * n3 - (h1 << LIMB_BITS);
        final long s2 = f2 * d0 + f1 * f1 + f4 * m3 - (h2 << LIMB_BITS);
        final long s3 = f3 * d0 + f2 * d1 + f4 * n4 - (h3 << LIMB_BITS);
        final long s4 = f4 * d0 + f3 * d1 + f2 * f2 - (h4 << LIMB_BITS);
        carry(s0 + 19 * h4, s1 + h0, s2 + h1, s3 + h2, s4 + h3);
    }

    private static long high(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    /** Brings limbs of up to 2^62 in size to [0, 2^51 + 2^17), all at once: no carry waits for another. */
    private void carry(long w0, long w1, long w2, long w3, long w4) {
        l0 = (w0 & MASK) + 19 * (w4 >> LIMB_BITS);
        l1 = (w1 & MASK) + (w0 >> LIMB_BITS);
        l2 = (w2 & MASK) + (w1 >> LIMB_BITS);
        l3 = (w3 & MASK) + (w2 >> LIMB_BITS);
        l4 = (w4 & MASK) + (w3 >> LIMB_BITS);
    }

    /** This = f^(2^times). */
    void square(FieldElement f, int times) {
        square(f);
        for (int i = 1; i < times; i++) {
            square(this);
        }
    }

    /** This = f where the mask is all ones, unchanged where it is zero. */
    void assign(FieldElement f, long mask) {
        l0 ^= (l0 ^ f.l0) & mask;
        l1 ^= (l1 ^ f.l1) & mask;
        l2 ^= (l2 ^ f.l2) & mask;
        l3 ^= (l3 ^ f.l3) & mask;
        l4 ^= (l4 ^ f.l4) & mask;
    }

    /** This = -this where the mask is all ones, unchanged where it is zero. */
    void negate(long mask) {
        l0 = (l0 ^ mask) - mask;
        l1 = (l1 ^ mask) - mask;
        l2 = (l2 ^ mask) - mask;
        l3 = (l3 ^ mask) - mask;
        l4 = (l4 ^ mask) - mask;
    }

    /** Exchanges f and g where the mask is all ones. */
    static void swap(FieldElement f, FieldElement g, long mask) {
        long d = (f.l0 ^ g.l0) & mask;
        f.l0 ^= d;
        g.l0 ^= d;
        d = (f.l1 ^ g.l1) & mask;
        f.l1 ^= d;
        g.l1 ^= d;
        d = (f.l2 ^ g.l2) & mask;
        f.l2 ^= d;
        g.l2 ^= d;
        d = (f.l3 ^ g.l3) & mask;
        f.l3 ^= d;
        g.l3 ^= d;
        d = (f.l4 ^ g.l4) & mask;
        f.l4 ^= d;
        g.l4 ^= d;
    }

    /** Makes the limbs those of the one representative in [0, p). The number stays the same. */
    void reduce() {
        ripple();
        ripple();
        ripple();
        // Now in [0, 2^255). One more p is in it exactly when adding 19 carries out of bit 255.
        long q = (l0 + 19) >> LIMB_BITS;
        q = (l1 + q) >> LIMB_BITS;
        q = (l2 + q) >> LIMB_BITS;
        q = (l3 + q) >> LIMB_BITS;
        q = (l4 + q) >> LIMB_BITS;
        l0 += 19 * q;
        l1 += l0 >> LIMB_BITS;
        l0 &= MASK;
        l2 += l1 >> LIMB_BITS;
        l1 &= MASK;
        l3 += l2 >> LIMB_BITS;
        l2 &= MASK;
        l4 += l3 >> LIMB_BITS;
        l3 &= MASK;
        l4 &= MASK;
    }

    private void ripple() {
        l1 += l0 >> LIMB_BITS;
        l0 &= MASK;
        l2 += l1 >> LIMB_BITS;
        l1 &= MASK;
        l3 += l2 >> LIMB_BITS;
        l2 &= MASK;
        l4 += l3 >> LIMB_BITS;
        l3 &= MASK;
        l0 += 19 * (l4 >> LIMB_BITS);
        l4 &= MASK;
    }

    /** All ones if the number is odd, which RFC 9496 calls negative; else zero. Reduces this. */
    long negative() {
        reduce();
        return -(l0 & 1);
    }

    /** All ones if the number is zero, else zero. Reduces this. */
    long zero() {
        reduce();
        long any = l0 | l1 | l2 | l3 | l4;
        return ((any | -any) >>> 63) - 1;
    }

    /**
     * Reads 32 bytes, least significant first, ignoring the topmost bit.
     *
     * @return all ones if the bytes are the canonical encoding (topmost bit clear, number below p), else zero
     */
    long decode(byte[] bytes, int offset) {
        final long b0 = (long) LONGS.get(bytes, offset);
        final long b1 = (long) LONGS.get(bytes, offset + 8);
        final long b2 = (long) LONGS.get(bytes, offset + 16);
        final long b3 = (long) LONGS.get(bytes, offset + 24);
        l0 = b0 & MASK;
        l1 = ((b0 >>> 51) | (b1 << 13)) & MASK;
        l2 = ((b1 >>> 38) | (b2 << 26)) & MASK;
        l3 = ((b2 >>> 25) | (b3 << 39)) & MASK;
        l4 = (b3 >>> 12) & MASK;
        // Adding 19 carries out of bit 255 exactly for numbers of p and more.
        long carry = (l0 + 19) >> LIMB_BITS;
        carry = (l1 + carry) >> LIMB_BITS;
        carry = (l2 + carry) >> LIMB_BITS;
        carry = (l3 + carry) >> LIMB_BITS;
        carry = (l4 + carry) >> LIMB_BITS;
        return (carry | (b3 >>> 63)) - 1;
    }

    /** Writes the 32 bytes of the number, least significant first. Reduces this. */
    void encode(byte[] bytes, int offset) {
        reduce();
        LONGS.set(bytes, offset, l0 | (l1 << 51));
        LONGS.set(bytes, offset + 8, (l1 >>> 13) | (l2 << 38));
        LONGS.set(bytes, offset + 16, (l2 >>> 26) | (l3 << 25));
        LONGS.set(bytes, offset + 24, (l3 >>> 39) | (l4 << 12));
    }

    /** Copies the limbs into an array. */
    void store(long[] limbs, int offset) {
        limbs[offset] = l0;
        limbs[offset + 1] = l1;
        limbs[offset + 2] = l2;
        limbs[offset + 3] = l3;
        limbs[offset + 4] = l4;
    }

    /** Takes the limbs from an array. */
    void load(long[] limbs, int offset) {
        l0 = limbs[offset];
        l1 = limbs[offset + 1];
        l2 = limbs[offset + 2];
        l3 = limbs[offset + 3];
        l4 = limbs[offset + 4];
    }

    /** Says nothing: the number may be a secret. */
    @Override
    public String toString() {
        return "FieldElement";
    }
}
