package dev.sekisho.veil.curve;

/**
 * Powers, inverses and inverse square roots modulo 2^255 - 19 by fixed chains of squarings and multiplications, in scratch
 * space of its own.
 *
 * <p>Not safe for use by several threads.
 */
final class FieldPower {
    private final FieldElement a = new FieldElement();
    private final FieldElement b = new FieldElement();
    private final FieldElement c = new FieldElement();
    private final FieldElement check = new FieldElement();
    private final FieldElement base = new FieldElement();
    private final FieldElement ratio = new FieldElement();

    /** out = 1/f, or 0 for 0. {@code out} may be {@code f}. */
    void invert(FieldElement out, FieldElement f) {
        base.set(f);
        chain250(base);
        // 2^255 - 21 = 32 (2^250 - 1) + 11
        c.square(c, 5);
        out.multiply(c, a);
    }

    /** out = f^((p - 5) / 8) = f^(2^252 - 3). */
    private void power252(FieldElement out, FieldElement f) {
        chain250(f);
        c.square(c, 2);
        out.multiply(c, f);
    }

    /** Leaves f^(2^250 - 1) in c and f^11 in a. */
    private void chain250(FieldElement f) {
        a.square(f); // 2
        b.square(a, 2); // 8
        b.multiply(b, f); // 9
        a.multiply(a, b); // 11
        c.square(a); // 22
        b.multiply(b, c); // 2^5 - 1
        c.square(b, 5);
        b.multiply(c, b); // 2^10 - 1
        c.square(b, 10);
        c.multiply(c, b); // 2^20 - 1
        check.square(c, 20);
        c.multiply(check, c); // 2^40 - 1
        c.square(c, 10);
        b.multiply(c, b); // 2^50 - 1
        c.square(b, 50);
        c.multiply(c, b); // 2^100 - 1
        check.square(c, 100);
        c.multiply(check, c); // 2^200 - 1
        c.square(c, 50);
        c.multiply(c, b); // 2^250 - 1
    }

    /**
     * SQRT_RATIO_M1 of RFC 9496, section 4.2: the non-negative square root of u/v, or of i*u/v if u/v is not a square.
     *
     * @param out neither {@code u} nor {@code v}
     * @return all ones if u/v is a square (with 0/v and 0/0 taken as squares), zero if not (u/0 included)
     */
    long squareRootOfRatio(FieldElement out, FieldElement u, FieldElement v) {
        check.square(v);
        check.multiply(check, v); // v^3
        ratio.multiply(u, check); // u v^3
        base.square(check);
        base.multiply(base, v); // v^7
        base.multiply(base, u); // u v^7
        power252(out, base);
        out.multiply(out, ratio);

        check.square(out);
        check.multiply(check, v); // v r^2: one of u, -u, -u i, u i
        base.subtract(check, u);
        long correct = base.zero();
        base.add(check, u);
        long flipped = base.zero();
        ratio.multiply(u, Constants.SQRT_M1);
        base.add(check, ratio);
        long flippedByRoot = base.zero();

        ratio.multiply(out, Constants.SQRT_M1);
        out.assign(ratio, flipped | flippedByRoot);
        out.negate(out.negative());
        return correct | flipped;
    }

    /** out = the non-negative 1/sqrt(v); all ones if v is a non-zero square. {@code out} must not be {@code v}. */
    long inverseSquareRoot(FieldElement out, FieldElement v) {
        return squareRootOfRatio(out, Constants.ONE, v);
    }

    /** Overwrites what was computed last. */
    void clear() {
        a.set(0);
        b.set(0);
        c.set(0);
        check.set(0);
        base.set(0);
        ratio.set(0);
    }
}
