package dev.sekisho.veil.ristretto;

import dev.sekisho.veil.curve.Point;
import dev.sekisho.veil.curve.PointCodec;
import dev.sekisho.veil.curve.PointTable;
import dev.sekisho.veil.curve.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An element of Ristretto255.
 *
 * <p>Two elements are equal when they are the same in the group, however they were computed. Immutable and safe for use by
 * several threads.
 */
public final class Element {
    /** Bytes of an encoded element. */
    public static final int BYTES = 32;

    /** The neutral element; its encoding is 32 zero bytes. */
    public static final Element IDENTITY = new Element(new Point(), new byte[BYTES]);

    /** The generator G. */
    public static final Element GENERATOR = new Element(Point.generator());

    private final Point point;

    /** The encoding, once somebody has asked for it; what two threads write here at once is the same. */
    private byte @Nullable [] encoding;

    Element(Point point) {
        this.point = point;
    }

    private Element(Point point, byte[] encoding) {
        this.point = point;
        this.encoding = encoding;
    }

    /**
     * Decodes 32 bytes (RFC 9496, section 4.3.1), in the same time for all of them.
     *
     * @return empty if the bytes are not the canonical encoding of an element
     */
    public static Optional<Element> decode(byte[] bytes, int offset) {
        Point point = new Point();
        if (!new PointCodec(new Workspace()).decode(point, bytes, offset)) {
            return Optional.empty();
        }
        return Optional.of(new Element(point, Arrays.copyOfRange(bytes, offset, offset + BYTES)));
    }

    /** Decodes bytes; empty if they are not 32 or not the canonical encoding of an element. */
    public static Optional<Element> decode(byte[] bytes) {
        return bytes.length == BYTES ? decode(bytes, 0) : Optional.empty();
    }

    /** Maps 64 uniform bytes to an element whose logarithm nobody knows (RFC 9496, section 4.3.4). */
    public static Element ofUniformBytes(byte[] bytes) {
        if (bytes.length != 2 * BYTES) {
            throw new IllegalArgumentException(
                    "an element is made from 64 uniform bytes, but there are " + bytes.length);
        }
        Point point = new Point();
        new PointCodec(new Workspace()).map(point, bytes);
        return new Element(point);
    }

    /** A uniform element whose logarithm nobody knows. */
    public static Element random(RandomBytes random) {
        byte[] bytes = new byte[2 * BYTES];
        random.fill(bytes);
        return ofUniformBytes(bytes);
    }

    /** This + other. */
    public Element plus(Element other) {
        Point sum = new Point();
        sum.add(point, other.point, new Workspace());
        return new Element(sum);
    }

    /** This - other. */
    public Element minus(Element other) {
        Point difference = new Point();
        difference.subtract(point, other.point, new Workspace());
        return new Element(difference);
    }

    /** -this. */
    public Element negated() {
        Point negative = new Point();
        negative.negate(point);
        return new Element(negative);
    }

    /** This + this. */
    public Element twice() {
        Point twice = new Point();
        twice.twice(point, new Workspace());
        return new Element(twice);
    }

    /** scalar * this, in time that depends on neither. For more than one product of this see {@link ElementTable}. */
    public Element times(Scalar scalar) {
        Workspace workspace = new Workspace();
        Point product = new Point();
        PointTable.ofMoment(point, 1, workspace).multiply(product, scalar.checked(), workspace);
        return new Element(product);
    }

    /**
     * The doubles of elements, already encoded: one inversion for all of them, where encoding one by one takes an inverse
     * square root for each. Whoever computes with halved scalars gets his results encoded almost for nothing.
     */
    public static List<Element> doubles(List<Element> halves) {
        Workspace workspace = new Workspace();
        Point[] points = new Point[halves.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = halves.get(i).point;
        }
        byte[] bytes = new byte[BYTES * points.length];
        new PointCodec(workspace).encodeDoubles(points, points.length, bytes, 0);
        List<Element> doubles = new ArrayList<>(points.length);
        for (int i = 0; i < points.length; i++) {
            Point twice = new Point();
            twice.twice(points[i], workspace);
            doubles.add(new Element(twice, Arrays.copyOfRange(bytes, BYTES * i, BYTES * (i + 1))));
        }
        return doubles;
    }

    /** Whether this is the neutral element. */
    public boolean isIdentity() {
        return point.sameElement(IDENTITY.point, new Workspace()) != 0;
    }

    /** The canonical 32 bytes. */
    public byte[] encode() {
        return encoded().clone();
    }

    /** Writes the canonical 32 bytes. */
    public void encode(byte[] out, int offset) {
        System.arraycopy(encoded(), 0, out, offset, BYTES);
    }

    private byte[] encoded() {
        byte[] known = encoding;
        if (known == null) {
            known = new byte[BYTES];
            new PointCodec(new Workspace()).encode(point, known, 0);
            encoding = known;
        }
        return known;
    }

    /**
     * The point behind the element, for the arithmetic on public values in {@code dev.sekisho.veil.variabletime}. Not to be
     * written to.
     */
    public Point representative() {
        return point;
    }

    /** The element that a point stands for; the other half of {@link #representative()}. */
    public static Element of(Point representative) {
        Point copy = new Point();
        copy.set(representative);
        return new Element(copy);
    }

    /** Compares in time that does not depend on the values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Element element && point.sameElement(element.point, new Workspace()) != 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded());
    }

    /** The encoding in hexadecimal: elements travel in the open. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(encoded());
    }
}
