package dev.sekisho.ledger.verify;

/** A checkpoint that was kept outside, not read yet. Does not change. */
public final class NamedCheckpoint {
    private final String name;
    private final byte[] bytes;

    /**
     * @param name what to call it
     * @param bytes the note
     */
    public NamedCheckpoint(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes.clone();
    }

    /** What to call it. */
    public String name() {
        return name;
    }

    /** A copy of the note. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
