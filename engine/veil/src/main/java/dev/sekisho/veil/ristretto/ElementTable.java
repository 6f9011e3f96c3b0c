package dev.sekisho.veil.ristretto;

import dev.sekisho.veil.curve.Point;
import dev.sekisho.veil.curve.PointTable;
import dev.sekisho.veil.curve.Workspace;

/**
 * Precomputed multiples of one element, for multiplying it by several secret scalars in time that does not depend on them.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ElementTable {
    private static final int PARTS_OF_MOMENT = 4;

    private final Element element;
    private final PointTable table;

    private ElementTable(Element element, PointTable table) {
        this.element = element;
        this.table = table;
    }

    /** A table that is quickly made, for two multiplications or more of an element that comes and goes. */
    public static ElementTable ofMoment(Element element) {
        Workspace workspace = new Workspace();
        return new ElementTable(element, PointTable.ofMoment(element.representative(), PARTS_OF_MOMENT, workspace));
    }

    /** The smallest table, for a single multiplication. */
    public static ElementTable ofOneUse(Element element) {
        return new ElementTable(element, PointTable.ofMoment(element.representative(), 1, new Workspace()));
    }

    /** A table of 60 KiB for an element that stays, such as a public key. */
    public static ElementTable ofKey(Element element) {
        return new ElementTable(element, PointTable.ofFixedPoint(element.representative(), new Workspace()));
    }

    /** The table of the generator. */
    public static ElementTable ofGenerator() {
        return OfGenerator.TABLE;
    }

    /** scalar * element. */
    public Element times(Scalar scalar) {
        Point product = new Point();
        table.multiply(product, scalar.checked(), new Workspace());
        return new Element(product);
    }

    /** The element that the table was made for. */
    public Element element() {
        return element;
    }

    /** Made when first asked for. */
    private static final class OfGenerator {
        static final ElementTable TABLE = ofKey(Element.GENERATOR);
    }
}
