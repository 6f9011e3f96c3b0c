package dev.sekisho.veil.variabletime;

import dev.sekisho.veil.curve.SparseTable;
import dev.sekisho.veil.curve.Workspace;
import dev.sekisho.veil.ristretto.Element;

/** Odd multiples of an element that stays, for checking proofs: 64 affine entries, 7.5 KiB. Immutable. */
public final class PublicKeyTable {
    private final Element element;
    private final SparseTable table;

    /** A table for an element. */
    public PublicKeyTable(Element element) {
        this.element = element;
        this.table = SparseTable.ofKey(element.representative(), new Workspace());
    }

    /** The table of the generator. */
    public static PublicKeyTable ofGenerator() {
        return OfGenerator.TABLE;
    }

    /** The element that the table was made for. */
    public Element element() {
        return element;
    }

    SparseTable table() {
        return table;
    }

    /** Made when first asked for. */
    private static final class OfGenerator {
        static final PublicKeyTable TABLE = new PublicKeyTable(Element.GENERATOR);
    }
}
