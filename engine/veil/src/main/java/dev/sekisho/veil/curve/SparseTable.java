package dev.sekisho.veil.curve;

import java.util.List;

/**
 * Odd multiples of a point for public scalars in sparse signed digits. <b>Takes time that depends on scalars</b>: for the
 * use of {@code dev.sekisho.veil.variabletime} alone. Immutable.
 */
public final class SparseTable {
    private static final int WIDTH_OF_MOMENT = 5;
    private static final int WIDTH_OF_KEY = 8;

    private final int width;
    private final CachedPoint[] odd;
    private final boolean affine;

    private SparseTable(int width, CachedPoint[] odd, boolean affine) {
        this.width = width;
        this.odd = odd;
        this.affine = affine;
    }

    /** A table for a point that comes and goes: P, 3P, … 15P. */
    public static SparseTable ofMoment(Point point, Workspace w) {
        Point[] multiples = oddMultiples(point, 1 << (WIDTH_OF_MOMENT - 2), w);
        CachedPoint[] odd = new CachedPoint[multiples.length];
        for (int i = 0; i < odd.length; i++) {
            odd[i] = new CachedPoint();
            odd[i].set(multiples[i], w);
        }
        return new SparseTable(WIDTH_OF_MOMENT, odd, false);
    }

    /** A table for a point that stays: P, 3P, … 127P, with Z = 1. */
    public static SparseTable ofKey(Point point, Workspace w) {
        Point[] multiples = oddMultiples(point, 1 << (WIDTH_OF_KEY - 2), w);
        CachedPoint[] odd = new CachedPoint[multiples.length];
        FieldElement inverse = new FieldElement();
        Point affine = new Point();
        for (int i = 0; i < odd.length; i++) {
            w.power.invert(inverse, multiples[i].z);
            affine.x.multiply(multiples[i].x, inverse);
            affine.y.multiply(multiples[i].y, inverse);
            affine.t.multiply(affine.x, affine.y);
            odd[i] = new CachedPoint();
            odd[i].set(affine, w);
        }
        return new SparseTable(WIDTH_OF_KEY, odd, true);
    }

    private static Point[] oddMultiples(Point point, int count, Workspace w) {
        Point[] multiples = new Point[count];
        CachedPoint twice = new CachedPoint();
        Point doubled = new Point();
        doubled.twice(point, w);
        twice.set(doubled, w);
        multiples[0] = new Point();
        multiples[0].set(point);
        for (int i = 1; i < count; i++) {
            multiples[i] = new Point();
            w.add(multiples[i - 1], twice);
            w.complete(multiples[i]);
        }
        return multiples;
    }

    /** The width of the digits that the table is for. */
    public int width() {
        return width;
    }

    /** out = the sum of the products of each table's point and the number that its digits write. */
    public static void sum(Point out, List<SparseTable> tables, List<byte[]> digits, Workspace w) {
        int bit = SignedDigits.COUNT - 1;
        while (bit > 0 && allZero(digits, bit)) {
            bit--;
        }
        out.clear();
        for (; bit >= 0; bit--) {
            w.twice(out);
            if (bit > 0 && allZero(digits, bit)) {
                w.completeWithoutT(out);
                continue;
            }
            w.complete(out);
            for (int i = 0; i < tables.size(); i++) {
                int digit = digits.get(i)[bit];
                if (digit != 0) {
                    tables.get(i).add(out, digit, w);
                }
            }
        }
    }

    private static boolean allZero(List<byte[]> digits, int bit) {
        for (byte[] each : digits) {
            if (each[bit] != 0) {
                return false;
            }
        }
        return true;
    }

    private void add(Point out, int digit, Workspace w) {
        CachedPoint entry = odd[Math.abs(digit) / 2];
        CachedPoint addend = w.addend;
        addend.sum.set(entry.sum);
        addend.difference.set(entry.difference);
        addend.twiceDT.set(entry.twiceDT);
        addend.twiceZ.set(entry.twiceZ);
        addend.negate(digit >> 31);
        if (affine) {
            w.addAffine(out, addend);
        } else {
            w.add(out, addend);
        }
        w.complete(out);
    }
}
