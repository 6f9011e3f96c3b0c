package dev.sekisho.veil.curve;

import java.util.Arrays;

/**
 * Small multiples of a point P for multiplying it by secret scalars: of each of {@code parts} points 2^(256/parts * k) P
 * the multiples by 1 to 8.
 *
 * <p>A scalar is written with 64 digits in [-8, 8] to base 16; a multiplication then takes 64 additions and 256/parts - 4
 * doublings. One part is the ordinary window, worth it for a single multiplication. Four parts cost about half a
 * multiplication to make and pay from the second one on. Sixty-four parts need no doubling; they are for points that stay.
 *
 * <p>Every entry of a part is read for every digit, and the wanted one picked with masks. Immutable once made, safe for use
 * by several threads, each with a workspace of its own.
 */
public final class PointTable {
    static final int DIGITS = 64;
    private static final int DIGIT_BITS = 4;
    private static final int ENTRIES = 8;
    private static final int LIMBS = 5;
    private static final int CACHED_LIMBS = 4 * LIMBS;
    private static final int AFFINE_LIMBS = 3 * LIMBS;

    private final int parts;
    private final int limbs;

    /** Entry e of limb i of part k at {@code (k * limbs + i) * 8 + e}: what is read for one limb lies together. */
    private final long[] table;

    private PointTable(int parts, int limbs) {
        this.parts = parts;
        this.limbs = limbs;
        this.table = new long[parts * limbs * ENTRIES];
    }

    /** A table for one multiplication or a few: 1, 2, 4 or 8 parts, made without inversions. */
    public static PointTable ofMoment(Point point, int parts, Workspace w) {
        PointTable made = new PointTable(checked(parts), CACHED_LIMBS);
        Point[] multiples = multiples(point, parts, w);
        CachedPoint cached = new CachedPoint();
        for (int i = 0; i < multiples.length; i++) {
            cached.set(multiples[i], w);
            made.store(i, cached);
        }
        return made;
    }

    /** A table for a point that stays: 64 parts of affine entries, 60 KiB. */
    public static PointTable ofFixedPoint(Point point, Workspace w) {
        PointTable made = new PointTable(DIGITS, AFFINE_LIMBS);
        Point[] multiples = multiples(point, DIGITS, w);
        FieldElement[] heights = new FieldElement[multiples.length];
        FieldElement inverse = FieldElement.of(1);
        for (int i = 0; i < multiples.length; i++) {
            heights[i] = multiples[i].z;
            inverse.multiply(inverse, heights[i]);
        }
        w.power.invert(inverse, inverse);
        FieldElement[] inverses = PointCodec.eachInverse(heights, inverse);
        Point affine = new Point();
        CachedPoint cached = new CachedPoint();
        for (int i = 0; i < multiples.length; i++) {
            affine.x.multiply(multiples[i].x, inverses[i]);
            affine.y.multiply(multiples[i].y, inverses[i]);
            affine.t.multiply(affine.x, affine.y);
            cached.set(affine, w);
            made.store(i, cached);
        }
        return made;
    }

    private static int checked(int parts) {
        if (Integer.bitCount(parts) != 1 || parts > 8) {
            throw new IllegalArgumentException("parts must be 1, 2, 4 or 8, but are " + parts);
        }
        return parts;
    }

    /** The multiples by 1 to 8 of 2^(256/parts * k) P, part after part. */
    private static Point[] multiples(Point point, int parts, Workspace w) {
        Point[] multiples = new Point[parts * ENTRIES];
        Point base = new Point();
        base.set(point);
        CachedPoint step = new CachedPoint();
        for (int k = 0; k < parts; k++) {
            step.set(base, w);
            Point previous = base;
            for (int e = 0; e < ENTRIES; e++) {
                Point next = new Point();
                if (e == 0) {
                    next.set(base);
                } else if (e % 2 == 1) {
                    next.twice(multiples[k * ENTRIES + e / 2], w);
                } else {
                    w.add(previous, step);
                    w.complete(next);
                }
                multiples[k * ENTRIES + e] = next;
                previous = next;
            }
            // The eighth multiple is three doublings of the way to the next part.
            if (k + 1 < parts) {
                base.twice(previous, 256 / parts - 3, w);
            }
        }
        return multiples;
    }

    private void store(int entry, CachedPoint cached) {
        long[] values = new long[CACHED_LIMBS];
        cached.sum.store(values, 0);
        cached.difference.store(values, LIMBS);
        cached.twiceDT.store(values, 2 * LIMBS);
        cached.twiceZ.store(values, 3 * LIMBS);
        int base = entry / ENTRIES * limbs * ENTRIES + entry % ENTRIES;
        for (int i = 0; i < limbs; i++) {
            table[base + i * ENTRIES] = values[i];
        }
    }

    /**
     * out = scalar * P.
     *
     * @param scalar 32 bytes, least significant first, of a number below 2^253; secret
     */
    public void multiply(Point out, byte[] scalar, Workspace w) {
        byte[] digits = w.digits;
        writeDigits(digits, scalar);
        int rows = DIGITS / parts;
        boolean affine = limbs == AFFINE_LIMBS;
        out.clear();
        for (int row = rows - 1; row >= 0; row--) {
            if (row != rows - 1) {
                out.twice(out, DIGIT_BITS, w);
            }
            for (int k = 0; k < parts; k++) {
                select(k, digits[k * rows + row], w);
                if (affine) {
                    w.addAffine(out, w.addend);
                } else {
                    w.add(out, w.addend);
                }
                if (k == parts - 1 && row != 0) {
                    w.completeWithoutT(out);
                } else {
                    w.complete(out);
                }
            }
        }
        Arrays.fill(digits, (byte) 0);
    }

    /** Leaves digit times the point of a part in the workspace, in time that depends on neither. */
    private void select(int part, int digit, Workspace w) {
        long sign = digit >> 31;
        long size = (digit ^ sign) - sign;
        final long m1 = equal(size, 1);
        final long m2 = equal(size, 2);
        final long m3 = equal(size, 3);
        final long m4 = equal(size, 4);
        final long m5 = equal(size, 5);
        final long m6 = equal(size, 6);
        final long m7 = equal(size, 7);
        final long m8 = equal(size, 8);
        final long[] entries = table;
        final long[] selected = w.selected;
        int at = part * limbs * ENTRIES;
        for (int i = 0; i < limbs; i++, at += ENTRIES) {
            selected[i] = (entries[at] & m1)
                    | (entries[at + 1] & m2)
                    | (entries[at + 2] & m3)
                    | (entries[at + 3] & m4)
                    | (entries[at + 4] & m5)
                    | (entries[at + 5] & m6)
                    | (entries[at + 6] & m7)
                    | (entries[at + 7] & m8);
        }
        final long none = equal(size, 0);
        CachedPoint addend = w.addend;
        addend.sum.load(selected, 0);
        addend.sum.l0 |= none & 1;
        addend.difference.load(selected, LIMBS);
        addend.difference.l0 |= none & 1;
        addend.twiceDT.load(selected, 2 * LIMBS);
        if (limbs == CACHED_LIMBS) {
            addend.twiceZ.load(selected, 3 * LIMBS);
            addend.twiceZ.l0 |= none & 2;
        }
        addend.negate(sign);
    }

    /** All ones if a small non-negative number is the given one, else zero. */
    private static long equal(long number, long given) {
        return ((number ^ given) - 1) >> 63;
    }

    /** Writes 64 digits in [-8, 8] to base 16, the lowest first. */
    static void writeDigits(byte[] digits, byte[] scalar) {
        for (int i = 0; i < 32; i++) {
            digits[2 * i] = (byte) (scalar[i] & 15);
            digits[2 * i + 1] = (byte) ((scalar[i] >> 4) & 15);
        }
        int carry = 0;
        for (int i = 0; i < DIGITS - 1; i++) {
            int digit = digits[i] + carry;
            carry = (digit + 8) >> 4;
            digits[i] = (byte) (digit - (carry << 4));
        }
        digits[DIGITS - 1] += (byte) carry;
    }

    /** Overwrites the table, where the point was a secret. */
    public void clear() {
        Arrays.fill(table, 0);
    }
}
