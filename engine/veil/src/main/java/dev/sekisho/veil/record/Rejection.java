package dev.sekisho.veil.record;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why something was turned away. The number is all that a peer is told; each has a counter of its own. Checked in this
 * order.
 */
public enum Rejection {
    /** Wrong version, unknown mode bit or wrong length. */
    MALFORMED(1),
    /** A schema that the directory does not have. */
    UNKNOWN_SCHEMA(2),
    /** A policy class that the directory does not have. */
    UNKNOWN_CLASS(3),
    /** Another key epoch than the directory's. */
    WRONG_EPOCH(4),
    /** A slot that is closed, or not open yet. */
    SLOT_CLOSED(5),
    /** Seen before within the window. */
    REPLAYED(6),
    /** Bytes that are not the canonical encoding of an element or of a scalar. */
    NOT_CANONICAL(7),
    /** The identity where a proper element is required. */
    IDENTITY_ELEMENT(8),
    /** No token, a wrong one, or one that has been spent. */
    TOKEN(9),
    /** A proof that does not prove. */
    PROOF(10),
    /** A signature that is not the sender's. */
    SIGNATURE(11),
    /** Something that the policy does not allow. */
    POLICY(12),
    /** A second row for the same pseudonym and slot. */
    DUPLICATE(13),
    /** A pseudonym that is blocked. */
    REVOKED(14);

    private final int code;

    Rejection(int code) {
        this.code = code;
    }

    /** The rejection with a number; empty if there is none. */
    public static Optional<Rejection> of(int code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }
}
