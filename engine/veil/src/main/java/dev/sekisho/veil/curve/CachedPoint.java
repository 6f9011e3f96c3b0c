package dev.sekisho.veil.curve;

/**
 * A point as an addend: {@code (Y + X, Y - X, 2Z, 2dT)}. Selection from a table ends in one of these.
 *
 * <p>Not safe for use by several threads.
 */
final class CachedPoint {
    final FieldElement sum = new FieldElement();
    final FieldElement difference = new FieldElement();
    final FieldElement twiceZ = new FieldElement();
    final FieldElement twiceDT = new FieldElement();

    /** This = p. */
    void set(Point p, Workspace w) {
        sum.add(p.y, p.x);
        difference.subtract(p.y, p.x);
        twiceZ.add(p.z, p.z);
        twiceDT.multiply(p.t, Constants.TWO_D);
    }

    /** This = -this where the mask is all ones. */
    void negate(long mask) {
        FieldElement.swap(sum, difference, mask);
        twiceDT.negate(mask);
    }
}
