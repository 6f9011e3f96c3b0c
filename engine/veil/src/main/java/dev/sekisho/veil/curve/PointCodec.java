package dev.sekisho.veil.curve;

import java.util.Arrays;

/**
 * Ristretto255's coding of points: decoding, encoding and the map from bytes (RFC 9496, section 4.3).
 *
 * <p>One per thread of work.
 */
public final class PointCodec {
    private final Workspace w;
    private final FieldElement s = new FieldElement();
    private final FieldElement u1 = new FieldElement();
    private final FieldElement u2 = new FieldElement();
    private final FieldElement root = new FieldElement();
    private final FieldElement denominatorX = new FieldElement();
    private final FieldElement denominatorY = new FieldElement();
    private final FieldElement inverseZ = new FieldElement();

    /** A codec that computes in {@code workspace}. */
    public PointCodec(Workspace workspace) {
        this.w = workspace;
    }

    /**
     * Decodes 32 bytes (RFC 9496, section 4.3.1). Takes the same time for every input.
     *
     * @param point gets the point, or the neutral point where the bytes encode none
     * @return whether the bytes are the canonical encoding of an element
     */
    public boolean decode(Point point, byte[] bytes, int offset) {
        long valid = s.decode(bytes, offset);
        valid &= (bytes[offset] & 1L) - 1; // s must not be negative
        w.a.square(s);
        u1.subtract(Constants.ONE, w.a); // 1 + a s^2
        u2.add(Constants.ONE, w.a); // 1 - a s^2
        w.b.square(u2);
        w.c.square(u1);
        w.c.multiply(w.c, Constants.D);
        w.c.negate(w.c);
        w.c.subtract(w.c, w.b); // v = a d u1^2 - u2^2
        w.d.multiply(w.c, w.b);
        valid &= w.power.inverseSquareRoot(root, w.d);
        denominatorX.multiply(root, u2);
        denominatorY.multiply(root, denominatorX);
        denominatorY.multiply(denominatorY, w.c);

        w.a.add(s, s);
        point.x.multiply(w.a, denominatorX);
        point.x.negate(point.x.negative());
        point.y.multiply(u1, denominatorY);
        point.z.set(1);
        point.t.multiply(point.x, point.y);
        w.a.set(point.t);
        valid &= ~w.a.negative();
        w.a.set(point.y);
        valid &= ~w.a.zero();

        point.x.assign(Constants.ZERO, ~valid);
        point.y.assign(Constants.ONE, ~valid);
        point.t.assign(Constants.ZERO, ~valid);
        return valid != 0;
    }

    /** Encodes into 32 bytes (RFC 9496, section 4.3.2). */
    public void encode(Point point, byte[] bytes, int offset) {
        w.a.add(point.z, point.y);
        w.b.subtract(point.z, point.y);
        u1.multiply(w.a, w.b);
        u2.multiply(point.x, point.y);
        w.a.square(u2);
        w.a.multiply(w.a, u1);
        w.power.inverseSquareRoot(root, w.a);
        denominatorX.multiply(root, u1);
        denominatorY.multiply(root, u2);
        inverseZ.multiply(denominatorX, denominatorY);
        inverseZ.multiply(inverseZ, point.t);

        w.a.multiply(point.t, inverseZ);
        long rotate = w.a.negative();
        w.b.multiply(point.x, Constants.SQRT_M1); // i x
        w.c.multiply(point.y, Constants.SQRT_M1); // i y
        w.d.multiply(denominatorX, Constants.INVSQRT_A_MINUS_D);
        w.e.set(point.x);
        w.e.assign(w.c, rotate);
        w.f.set(point.y);
        w.f.assign(w.b, rotate);
        denominatorY.assign(w.d, rotate); // the inverse denominator that is used

        w.a.multiply(w.e, inverseZ);
        w.f.negate(w.a.negative());
        w.a.subtract(point.z, w.f);
        s.multiply(denominatorY, w.a);
        s.negate(s.negative());
        s.encode(bytes, offset);
    }

    /**
     * Encodes the doubles of points, at one inversion for all of them instead of an inverse square root for each. The
     * neutral element may be among them.
     *
     * <p>With e = 2XY, f = Z^2 + dT^2, g = Y^2 + X^2, h = Z^2 - dT^2 the double is (eh : fg : fh : eg), and everything that
     * encoding takes a square root for is a product of these four divided by efgh.
     *
     * @param points the points
     * @param bytes gets 32 bytes for each, from {@code offset} on, in their order
     */
    public void encodeDoubles(Point[] points, int count, byte[] bytes, int offset) {
        FieldElement[][] efgh = new FieldElement[count][4];
        FieldElement[] products = new FieldElement[count];
        long[] neutral = new long[count];
        FieldElement running = FieldElement.of(1);
        for (int i = 0; i < count; i++) {
            FieldElement[] part = efgh[i];
            doubleParts(points[i], part);
            FieldElement product = new FieldElement();
            product.multiply(part[0], part[2]);
            w.a.multiply(part[1], part[3]);
            product.multiply(product, w.a);
            // A zero would make every inverse zero: one takes its place.
            neutral[i] = product.zero();
            product.assign(Constants.ONE, neutral[i]);
            products[i] = product;
            running.multiply(running, product);
        }
        FieldElement inverse = new FieldElement();
        w.power.invert(inverse, running);
        FieldElement[] inverses = eachInverse(products, inverse);
        for (int i = 0; i < count; i++) {
            encodeDouble(efgh[i], inverses[i]);
            s.assign(Constants.ZERO, neutral[i]);
            s.encode(bytes, offset + 32 * i);
        }
    }

    private void doubleParts(Point p, FieldElement[] part) {
        w.a.square(p.t);
        w.a.multiply(w.a, Constants.D);
        w.b.square(p.z);
        w.c.square(p.x);
        w.d.square(p.y);
        w.e.add(p.x, p.x);
        for (int k = 0; k < 4; k++) {
            part[k] = new FieldElement();
        }
        part[0].multiply(w.e, p.y);
        part[1].add(w.b, w.a);
        part[2].add(w.d, w.c);
        part[3].subtract(w.b, w.a);
    }

    /** Montgomery's trick: the inverse of each factor from the inverse of the product of all. */
    static FieldElement[] eachInverse(FieldElement[] factors, FieldElement inverseOfAll) {
        int count = factors.length;
        FieldElement[] inverses = new FieldElement[count];
        FieldElement before = FieldElement.of(1);
        for (int i = 0; i < count; i++) {
            inverses[i] = new FieldElement();
            inverses[i].set(before);
            before.multiply(before, factors[i]);
        }
        FieldElement rest = new FieldElement();
        rest.set(inverseOfAll);
        for (int i = count - 1; i >= 0; i--) {
            inverses[i].multiply(inverses[i], rest);
            rest.multiply(rest, factors[i]);
        }
        return inverses;
    }

    /** Leaves in s the encoding of the double whose parts are given. */
    private void encodeDouble(FieldElement[] part, FieldElement inverse) {
        w.a.multiply(part[0], part[2]); // eg
        w.b.multiply(part[1], part[3]); // fh
        inverseZ.multiply(w.a, inverse);
        w.b.multiply(w.b, inverse); // 1/T
        w.a.multiply(w.a, inverseZ);
        long rotate = w.a.negative();
        w.c.set(part[0]); // e, or g
        w.c.assign(part[2], rotate);
        w.d.set(part[2]); // g, or -e
        w.e.negate(part[0]);
        w.d.assign(w.e, rotate);
        w.e.set(part[3]); // h, or i f
        w.f.multiply(part[1], Constants.SQRT_M1);
        w.e.assign(w.f, rotate);
        w.g.set(Constants.INVSQRT_A_MINUS_D);
        w.g.assign(Constants.SQRT_M1, rotate);

        w.a.multiply(w.e, w.c);
        w.a.multiply(w.a, inverseZ);
        w.d.negate(w.a.negative());
        w.a.subtract(w.e, w.d);
        w.b.multiply(w.d, w.b);
        w.b.multiply(w.b, w.g);
        s.multiply(w.a, w.b);
        s.negate(s.negative());
    }

    /**
     * Maps 64 uniform bytes to a point (RFC 9496, section 4.3.4): the sum of the maps of both halves, the topmost bit of
     * each ignored.
     */
    public void map(Point point, byte[] bytes) {
        mapHalf(point, Arrays.copyOfRange(bytes, 0, 32));
        Point second = new Point();
        mapHalf(second, Arrays.copyOfRange(bytes, 32, 64));
        point.add(point, second, w);
    }

    /** Maps 32 bytes, taken as a number without its topmost bit, to a point (MAP of RFC 9496, section 4.3.4). */
    public void mapHalf(Point point, byte[] half) {
        FieldElement r = new FieldElement();
        FieldElement u = new FieldElement();
        FieldElement v = new FieldElement();
        FieldElement c = FieldElement.of(-1);
        r.decode(half, 0);
        s.set(r);
        r.square(r);
        r.multiply(r, Constants.SQRT_M1);
        u.add(r, Constants.ONE);
        u.multiply(u, Constants.ONE_MINUS_D_SQUARED);
        w.a.multiply(r, Constants.D);
        w.a.subtract(c, w.a); // -1 - r d
        w.b.add(r, Constants.D);
        v.multiply(w.a, w.b);
        long square = w.power.squareRootOfRatio(root, u, v);
        w.a.multiply(root, s); // s t
        w.a.negate(~w.a.negative()); // -|s t|
        root.assign(w.a, ~square);
        c.assign(r, ~square);

        w.a.subtract(r, Constants.ONE);
        w.a.multiply(w.a, c);
        w.a.multiply(w.a, Constants.D_MINUS_ONE_SQUARED);
        w.a.subtract(w.a, v); // N
        w.b.add(root, root);
        w.b.multiply(w.b, v); // w0
        w.c.multiply(w.a, Constants.SQRT_AD_MINUS_ONE); // w1
        w.d.square(root);
        w.e.subtract(Constants.ONE, w.d); // w2
        w.f.add(Constants.ONE, w.d); // w3
        point.x.multiply(w.b, w.f);
        point.y.multiply(w.e, w.c);
        point.z.multiply(w.c, w.f);
        point.t.multiply(w.b, w.e);
    }
}
