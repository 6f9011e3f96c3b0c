package dev.sekisho.veil.curve;

/**
 * A point of edwards25519 that can be overwritten, in extended coordinates (X : Y : Z : T) with x = X/Z, y = Y/Z, T =
 * XY/Z.
 *
 * <p>There is no way to make one from coordinates: points come from {@link PointCodec}, {@link #generator()} and
 * arithmetic alone, so each is on the curve. The formulas are complete (Hisil, Wong, Carter, Dawson: Twisted Edwards
 * curves revisited, 2008; a = -1): no pair of points is an exception.
 *
 * <p>Not safe for use by several threads, reading excepted.
 */
public final class Point {
    final FieldElement x = new FieldElement();
    final FieldElement y = new FieldElement();
    final FieldElement z = new FieldElement();
    final FieldElement t = new FieldElement();

    /** The neutral point (0, 1). */
    public Point() {
        clear();
    }

    /** The base point of edwards25519, a representative of Ristretto's generator. */
    public static Point generator() {
        Point point = new Point();
        point.x.set(Constants.GENERATOR_X);
        point.y.set(Constants.GENERATOR_Y);
        point.t.multiply(point.x, point.y);
        return point;
    }

    /** This = p. */
    public void set(Point p) {
        x.set(p.x);
        y.set(p.y);
        z.set(p.z);
        t.set(p.t);
    }

    /** This = the neutral point. */
    public void clear() {
        x.set(0);
        y.set(1);
        z.set(1);
        t.set(0);
    }

    /** This = -p. */
    public void negate(Point p) {
        x.negate(p.x);
        y.set(p.y);
        z.set(p.z);
        t.negate(p.t);
    }

    /** This = -this where the mask is all ones. */
    public void negate(long mask) {
        x.negate(mask);
        t.negate(mask);
    }

    /** This = p where the mask is all ones. */
    public void assign(Point p, long mask) {
        x.assign(p.x, mask);
        y.assign(p.y, mask);
        z.assign(p.z, mask);
        t.assign(p.t, mask);
    }

    /** This = 2 p. */
    public void twice(Point p, Workspace w) {
        w.twice(p);
        w.complete(this);
    }

    /** This = 2^times p. */
    public void twice(Point p, int times, Workspace w) {
        w.twice(p);
        for (int i = 1; i < times; i++) {
            w.completeWithoutT(this);
            w.twice(this);
        }
        w.complete(this);
    }

    /** This = p + q. */
    public void add(Point p, Point q, Workspace w) {
        w.addend.set(q, w);
        w.add(p, w.addend);
        w.complete(this);
    }

    /** This = p - q. */
    public void subtract(Point p, Point q, Workspace w) {
        w.addend.set(q, w);
        w.addend.negate(-1);
        w.add(p, w.addend);
        w.complete(this);
    }

    /** All ones if both are the same element of Ristretto (RFC 9496, section 4.3.3), else zero. */
    public long sameElement(Point q, Workspace w) {
        w.a.multiply(x, q.y);
        w.b.multiply(y, q.x);
        w.a.subtract(w.a, w.b);
        w.c.multiply(y, q.y);
        w.d.multiply(x, q.x);
        w.c.subtract(w.c, w.d);
        return w.a.zero() | w.c.zero();
    }

    /** Says nothing: the point may be a secret. */
    @Override
    public String toString() {
        return "Point";
    }
}
