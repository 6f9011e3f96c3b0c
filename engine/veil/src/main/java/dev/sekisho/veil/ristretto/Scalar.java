package dev.sekisho.veil.ristretto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.security.auth.Destroyable;

/**
 * A secret number modulo the order l of Ristretto255.
 *
 * <p>Always in [0, l). Operations take time that does not depend on the value. Immutable until destroyed, and so safe for
 * use by several threads.
 */
public final class Scalar implements Destroyable {
    /** Bytes of an encoded scalar. */
    public static final int BYTES = 32;

    /** Zero. */
    public static final Scalar ZERO = of(0);

    /** One. */
    public static final Scalar ONE = of(1);

    private static final byte[] ORDER =
            HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    private static final byte[] MINUS_ONE =
            HexFormat.of().parseHex("ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    private static final byte[] HALF =
            HexFormat.of().parseHex("f7e97a2e8d31092c6bce7b51ef7c6f0a00000000000000000000000000000008");

    private final byte[] bytes;
    private boolean destroyed;

    private Scalar(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A small number, which is not taken for a secret. */
    public static Scalar of(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a scalar must not be negative, but is " + value);
        }
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (value >>> (8 * i));
        }
        return new Scalar(bytes);
    }

    /**
     * Reads 32 bytes, least significant first.
     *
     * @return empty if the number is not below l; whether it is, is not taken for a secret
     */
    public static Optional<Scalar> decode(byte[] bytes, int offset) {
        byte[] copy = Arrays.copyOfRange(bytes, offset, offset + BYTES);
        int borrow = 0;
        for (int i = 0; i < BYTES; i++) {
            borrow = ((copy[i] & 0xff) - (ORDER[i] & 0xff) + borrow) >> 8;
        }
        return borrow == 0 ? Optional.empty() : Optional.of(new Scalar(copy));
    }

    /** Reads 32 bytes, least significant first; empty if they are not 32 or the number is not below l. */
    public static Optional<Scalar> decode(byte[] bytes) {
        return bytes.length == BYTES ? decode(bytes, 0) : Optional.empty();
    }

    /** The number of 64 bytes, least significant first, modulo l; uniform to within 2^-252 for uniform bytes. */
    public static Scalar ofUniformBytes(byte[] wide) {
        if (wide.length != 2 * BYTES) {
            throw new IllegalArgumentException("a scalar is made from 64 uniform bytes, but there are " + wide.length);
        }
        return new Scalar(ScalarArithmetic.reduceWide(wide));
    }

    /** A uniform scalar that is not zero. */
    public static Scalar random(RandomBytes random) {
        byte[] wide = new byte[2 * BYTES];
        Scalar scalar;
        int attempts = 0;
        do {
            if (attempts++ == 8) {
                throw new IllegalStateException("the random source gives nothing but zeros; replace it");
            }
            random.fill(wide);
            scalar = ofUniformBytes(wide);
        } while (scalar.isZero());
        Arrays.fill(wide, (byte) 0);
        return scalar;
    }

    /** This + other. */
    public Scalar plus(Scalar other) {
        return new Scalar(ScalarArithmetic.multiplyAdd(ONE.bytes, checked(), other.checked()));
    }

    /** This - other. */
    public Scalar minus(Scalar other) {
        return new Scalar(ScalarArithmetic.multiplyAdd(MINUS_ONE, other.checked(), checked()));
    }

    /** This * other. */
    public Scalar times(Scalar other) {
        return new Scalar(ScalarArithmetic.multiplyAdd(checked(), other.checked(), ZERO.bytes));
    }

    /** This * factor + term. */
    public Scalar timesPlus(Scalar factor, Scalar term) {
        return new Scalar(ScalarArithmetic.multiplyAdd(checked(), factor.checked(), term.checked()));
    }

    /** -this. */
    public Scalar negated() {
        return new Scalar(ScalarArithmetic.multiplyAdd(MINUS_ONE, checked(), ZERO.bytes));
    }

    /** The scalar whose double is this. */
    public Scalar halved() {
        return new Scalar(ScalarArithmetic.multiplyAdd(HALF, checked(), ZERO.bytes));
    }

    /**
     * 1/this, as the power l - 2: always the same 252 squarings and the same multiplications.
     *
     * @throws ArithmeticException if this is zero
     */
    public Scalar inverted() {
        if (isZero()) {
            throw new ArithmeticException("zero has no inverse");
        }
        byte[] power = ONE.bytes;
        for (int bit = 252; bit >= 0; bit--) {
            power = ScalarArithmetic.multiplyAdd(power, power, ZERO.bytes);
            if (exponentBit(bit)) {
                power = ScalarArithmetic.multiplyAdd(power, checked(), ZERO.bytes);
            }
        }
        return new Scalar(power);
    }

    /** A bit of l - 2, which everybody knows. */
    private static boolean exponentBit(int bit) {
        int value = ORDER[bit / 8] & 0xff;
        return (((bit < 8 ? value - 2 : value) >> (bit % 8)) & 1) != 0;
    }

    /** Whether this is zero. */
    public boolean isZero() {
        return MessageDigest.isEqual(checked(), ZERO.bytes);
    }

    /** Whether this is one. */
    public boolean isOne() {
        return MessageDigest.isEqual(checked(), ONE.bytes);
    }

    /** The 32 bytes, least significant first. The caller answers for the copy. */
    public byte[] encode() {
        return checked().clone();
    }

    /** Writes the 32 bytes, least significant first. */
    public void encode(byte[] out, int offset) {
        System.arraycopy(checked(), 0, out, offset, BYTES);
    }

    /** The bytes themselves, for arithmetic in this package. Not to be written to. */
    byte[] checked() {
        if (destroyed) {
            throw new IllegalStateException("the scalar has been destroyed");
        }
        return bytes;
    }

    /** Overwrites the number, except in the two constants. */
    @Override
    @SuppressWarnings("ReferenceEquality") // the constants themselves are meant, not scalars of the same value
    public void destroy() {
        if (this == ZERO || this == ONE) {
            return;
        }
        Arrays.fill(bytes, (byte) 0);
        destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    /** Compares in time that does not depend on the values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Scalar scalar && MessageDigest.isEqual(checked(), scalar.checked());
    }

    @Override
    public int hashCode() {
        throw new UnsupportedOperationException("a secret has no hash code: do not put scalars into hash tables");
    }

    /** Does not tell the number. */
    @Override
    public String toString() {
        return "Scalar (secret)";
    }
}
