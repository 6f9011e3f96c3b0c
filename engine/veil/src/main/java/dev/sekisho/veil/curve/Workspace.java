package dev.sekisho.veil.curve;

/**
 * Scratch space of the point formulas, given by the caller so that nothing is allocated in inner loops. One per thread of
 * work; may hold what is left of secrets until {@link #clear()}.
 *
 * <p>Doubling and addition end in four numbers E, F, G and H, whose products are the coordinates: X = EF, Y = GH, Z = FG, T
 * = EH. What is done next decides whether T is needed.
 */
public final class Workspace {
    final FieldElement a = new FieldElement();
    final FieldElement b = new FieldElement();
    final FieldElement c = new FieldElement();
    final FieldElement d = new FieldElement();
    final FieldElement e = new FieldElement();
    final FieldElement f = new FieldElement();
    final FieldElement g = new FieldElement();
    final FieldElement h = new FieldElement();
    final CachedPoint addend = new CachedPoint();
    final FieldPower power = new FieldPower();
    final long[] selected = new long[4 * 5];
    final byte[] digits = new byte[64];
    final byte[] bytes = new byte[FieldElement.BYTES];

    /** Overwrites what was computed last. */
    public void clear() {
        for (FieldElement element : new FieldElement[] {a, b, c, d, e, f, g, h}) {
            element.set(0);
        }
        addend.sum.set(0);
        addend.difference.set(0);
        addend.twiceZ.set(0);
        addend.twiceDT.set(0);
        power.clear();
        java.util.Arrays.fill(selected, 0);
        java.util.Arrays.fill(digits, (byte) 0);
        java.util.Arrays.fill(bytes, (byte) 0);
    }

    /** 2 p (dbl-2008-hwcd). T of p is not read. */
    void twice(Point p) {
        a.square(p.x);
        b.square(p.y);
        c.square(p.z);
        e.add(p.x, p.y);
        d.square(e);
        // F and H are taken with the other sign, which turns the sign of all four coordinates: the same point.
        h.add(b, a);
        e.subtract(d, h);
        g.subtract(b, a);
        f.add(c, c);
        f.subtract(f, g);
    }

    /** p + q, for q of any Z. */
    void add(Point p, CachedPoint q) {
        a.subtract(p.y, p.x);
        a.multiply(a, q.difference);
        b.add(p.y, p.x);
        b.multiply(b, q.sum);
        c.multiply(p.t, q.twiceDT);
        d.multiply(p.z, q.twiceZ);
        finishAddition();
    }

    /** p + q, for q with Z = 1; {@code q.twiceZ} is not read. */
    void addAffine(Point p, CachedPoint q) {
        a.subtract(p.y, p.x);
        a.multiply(a, q.difference);
        b.add(p.y, p.x);
        b.multiply(b, q.sum);
        c.multiply(p.t, q.twiceDT);
        d.add(p.z, p.z);
        finishAddition();
    }

    private void finishAddition() {
        e.subtract(b, a);
        h.add(b, a);
        f.subtract(d, c);
        g.add(d, c);
    }

    /** Writes all four coordinates. */
    void complete(Point p) {
        completeWithoutT(p);
        p.t.multiply(e, h);
    }

    /** Writes X, Y and Z: enough before a doubling. */
    void completeWithoutT(Point p) {
        p.x.multiply(e, f);
        p.y.multiply(g, h);
        p.z.multiply(f, g);
    }
}
