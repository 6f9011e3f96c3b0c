package dev.sekisho.ledger.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** One signature below a note, not checked yet: name and number of the key, and what it has signed. Does not change. */
public final class NoteSignature {
    private static final String START = "\u2014 ";

    private final String keyName;
    private final int keyId;
    private final byte[] signature;

    /**
     * @param keyName name of the key
     * @param keyId number of the key
     * @param signature the bytes behind the number; what they are depends on the key
     */
    public NoteSignature(String keyName, int keyId, byte[] signature) {
        if (!KeyName.isValid(keyName)) {
            throw new IllegalArgumentException(
                    "the name of a key has no spaces and no plus signs and is not empty, but is \"" + keyName + "\"");
        }
        this.keyName = keyName;
        this.keyId = keyId;
        this.signature = signature.clone();
    }

    /** Name of the key. */
    public String keyName() {
        return keyName;
    }

    /** Number of the key. */
    public int keyId() {
        return keyId;
    }

    /** A copy of the bytes behind the number. */
    public byte[] signature() {
        return signature.clone();
    }

    /** The line, without its end. */
    public String line() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return START + keyName + " " + Base64Text.encode(bytes);
    }

    /** Whether a line begins as a signature does. */
    static boolean begins(String line) {
        return line.startsWith(START);
    }

    static Optional<NoteSignature> parse(String line) {
        int afterName = line.indexOf(' ', START.length());
        if (!begins(line) || afterName < 0) {
            return Optional.empty();
        }
        String name = line.substring(START.length(), afterName);
        return Base64Text.decode(line.substring(afterName + 1))
                .filter(bytes -> bytes.length > Integer.BYTES && KeyName.isValid(name))
                .map(bytes -> new NoteSignature(
                        name, ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that
                && keyName.equals(that.keyName)
                && keyId == that.keyId
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * keyName.hashCode() + keyId;
    }

    @Override
    public String toString() {
        return line();
    }
}
