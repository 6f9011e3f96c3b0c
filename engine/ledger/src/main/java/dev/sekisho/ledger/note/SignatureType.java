package dev.sekisho.ledger.note;

import java.util.Optional;

/** What a key signs and how (C2SP signed-note, "Signature types"). */
public enum SignatureType {
    /** Ed25519 over the text of the note. */
    NOTE(0x01),

    /** Ed25519 over the text and the time at which a witness saw it (C2SP tlog-cosignature, {@code cosignature/v1}). */
    COSIGNATURE(0x04);

    private final int identifier;

    SignatureType(int identifier) {
        this.identifier = identifier;
    }

    /** The byte that stands for it. */
    public int identifier() {
        return identifier;
    }

    /** The type with this byte; empty for those that are not known here. */
    public static Optional<SignatureType> of(int identifier) {
        for (SignatureType type : values()) {
            if (type.identifier == identifier) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
