package dev.sekisho.veil.ristretto;

import dev.sekisho.veil.curve.ElligatorInverse;
import dev.sekisho.veil.curve.Point;
import dev.sekisho.veil.curve.PointCodec;
import dev.sekisho.veil.curve.Workspace;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lizard: 16 bytes as an element, and back.
 *
 * <p>The 16 bytes take the middle of their own SHA-256, and Elligator takes the whole to an element; going back, exactly
 * one of the preimages must repeat the hash. A random element is text with probability below 2^-100.
 */
public final class Lizard {
    /** Bytes that fit into one element. */
    public static final int BYTES = 16;

    private static final int DATA_OFFSET = 8;

    private Lizard() {}

    /** The element for 16 bytes. */
    public static Element encode(byte[] data) {
        if (data.length != BYTES) {
            throw new IllegalArgumentException("Lizard takes 16 bytes, but got " + data.length);
        }
        Point point = new Point();
        new PointCodec(new Workspace()).mapHalf(point, redundant(data));
        return new Element(point);
    }

    /** The 16 bytes in an element; empty if it holds none. Takes time that depends on the element. */
    public static Optional<byte[]> decode(Element element) {
        byte[] found = null;
        for (byte[] preimage : ElligatorInverse.preimages(element.representative(), new Workspace())) {
            byte[] data = Arrays.copyOfRange(preimage, DATA_OFFSET, DATA_OFFSET + BYTES);
            if (Arrays.equals(preimage, redundant(data))) {
                if (found != null) {
                    return Optional.empty();
                }
                found = data;
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] redundant(byte[] data) {
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        System.arraycopy(data, 0, hash, DATA_OFFSET, BYTES);
        hash[0] &= (byte) 254;
        hash[31] &= 63;
        return hash;
    }
}
