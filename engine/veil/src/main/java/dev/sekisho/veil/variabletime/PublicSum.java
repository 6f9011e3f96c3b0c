package dev.sekisho.veil.variabletime;

import dev.sekisho.veil.curve.Point;
import dev.sekisho.veil.curve.SignedDigits;
import dev.sekisho.veil.curve.SparseTable;
import dev.sekisho.veil.curve.Workspace;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum of products of public scalars and elements, all under one chain of doublings (Straus's method on sparse signed
 * digits).
 *
 * <p>Not safe for use by several threads.
 */
public final class PublicSum {
    private final Workspace workspace = new Workspace();
    private final List<SparseTable> tables = new ArrayList<>();
    private final List<byte[]> digits = new ArrayList<>();

    /** Adds scalar * element. */
    public PublicSum plus(PublicScalar scalar, Element element) {
        return plus(scalar, SparseTable.ofMoment(element.representative(), workspace));
    }

    /** Adds scalar * the key's element. */
    public PublicSum plus(PublicScalar scalar, PublicKeyTable key) {
        return plus(scalar, key.table());
    }

    /** Takes scalar * element away. */
    public PublicSum minus(PublicScalar scalar, Element element) {
        return plus(scalar.negated(), element);
    }

    /** Takes scalar * the key's element away. */
    public PublicSum minus(PublicScalar scalar, PublicKeyTable key) {
        return plus(scalar.negated(), key);
    }

    private PublicSum plus(PublicScalar scalar, SparseTable table) {
        tables.add(table);
        digits.add(SignedDigits.sparse(scalar.encode(), table.width()));
        return this;
    }

    /** The sum. */
    public Element value() {
        Point sum = new Point();
        SparseTable.sum(sum, tables, digits, workspace);
        return Element.of(sum);
    }
}
