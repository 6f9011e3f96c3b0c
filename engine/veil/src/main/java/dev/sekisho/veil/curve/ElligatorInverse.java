package dev.sekisho.veil.curve;

import java.util.ArrayList;
import java.util.List;

/**
 * The inverse of Elligator's map: which numbers does {@link PointCodec#mapHalf} take to an element?
 *
 * <p>An element has four representatives (x, y); each gives, where the root exists, two points (s, t) and (-s, -t) of the
 * Jacobi quartic by s^2 = (1 - y)/(1 + y) and t = 2s/(x sqrt(ad - 1)); each of these has at most one non-negative preimage.
 * Takes time that depends on the element: only for whoever is entitled to the text in it.
 */
public final class ElligatorInverse {
    private ElligatorInverse() {}

    /** The non-negative preimages, 32 bytes each, none twice; empty also for the neutral element. */
    public static List<byte[]> preimages(Point point, Workspace w) {
        FieldElement inverse = new FieldElement();
        FieldElement x = new FieldElement();
        FieldElement y = new FieldElement();
        w.power.invert(inverse, point.z);
        x.multiply(point.x, inverse);
        y.multiply(point.y, inverse);
        List<byte[]> found = new ArrayList<>();
        if (x.zero() != 0 || y.zero() != 0) {
            return found;
        }
        FieldElement ix = new FieldElement();
        FieldElement iy = new FieldElement();
        ix.multiply(x, Constants.SQRT_M1);
        iy.multiply(y, Constants.SQRT_M1);
        for (int turn = 0; turn < 2; turn++) {
            collect(x, y, found, w);
            collect(iy, ix, found, w);
            x.negate(x);
            y.negate(y);
            ix.negate(ix);
            iy.negate(iy);
        }
        return found;
    }

    private static void collect(FieldElement x, FieldElement y, List<byte[]> found, Workspace w) {
        FieldElement s = new FieldElement();
        FieldElement t = new FieldElement();
        w.a.subtract(Constants.ONE, y);
        w.b.add(Constants.ONE, y);
        if (w.power.squareRootOfRatio(s, w.a, w.b) == 0) {
            return;
        }
        w.a.multiply(x, Constants.SQRT_AD_MINUS_ONE);
        w.power.invert(w.b, w.a);
        w.a.add(s, s);
        t.multiply(w.a, w.b);
        preimage(s, t, found, w);
        s.negate(s);
        t.negate(t);
        preimage(s, t, found, w);
    }

    private static void preimage(FieldElement s, FieldElement t, List<byte[]> found, Workspace w) {
        FieldElement a = new FieldElement();
        w.a.subtract(Constants.D, Constants.ONE);
        w.power.invert(w.b, w.a);
        w.a.add(Constants.D, Constants.ONE);
        w.a.multiply(w.a, w.b);
        w.b.add(t, Constants.ONE);
        a.multiply(w.a, w.b);
        w.c.square(s);
        w.d.square(w.c);
        w.e.square(a);
        w.d.subtract(w.d, w.e);
        w.d.multiply(w.d, Constants.SQRT_M1);
        if (w.power.inverseSquareRoot(w.f, w.d) == 0) {
            return;
        }
        w.a.set(s);
        w.c.negate(w.a.negative());
        w.a.add(a, w.c);
        w.a.multiply(w.a, w.f);
        w.a.negate(w.a.negative());
        byte[] preimage = new byte[FieldElement.BYTES];
        w.a.encode(preimage, 0);
        if (found.stream().noneMatch(other -> java.util.Arrays.equals(other, preimage))) {
            found.add(preimage);
        }
    }
}
