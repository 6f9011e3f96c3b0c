package dev.sekisho.ledger.note;

import dev.sekisho.ledger.Parsed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A public key with a name, written {@code name+hash+key} (C2SP signed-note, "Verifier keys"). Does not change. */
public final class VerifierKey {
    /** Bytes of a public key of Ed25519. */
    public static final int KEY_BYTES = 32;

    private static final int ID_DIGITS = 8;

    private final String name;
    private final SignatureType type;
    private final byte[] key;
    private final int id;

    private VerifierKey(String name, SignatureType type, byte[] key) {
        this.name = name;
        this.type = type;
        this.key = key;
        this.id = id(name, type, key);
    }

    /**
     * The key with this name.
     *
     * @param key 32 bytes of an Ed25519 public key (RFC 8032)
     */
    public static VerifierKey of(String name, SignatureType type, byte[] key) {
        if (!KeyName.isValid(name)) {
            throw new IllegalArgumentException(
                    "the name of a key has no spaces and no plus signs and is not empty, but is \"" + name + "\"");
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a public key has 32 bytes, but this one has " + key.length);
        }
        return new VerifierKey(name, type, key.clone());
    }

    /** Reads {@code name+hash+key}: the hash in eight hexadecimal digits, the key in Base64 behind the byte of its type. */
    public static Parsed<VerifierKey> parse(String text) {
        int afterName = text.indexOf('+');
        int afterId = afterName + 1 + ID_DIGITS;
        if (afterName < 1 || afterId >= text.length() || text.charAt(afterId) != '+') {
            return Parsed.fault("expected a verifier key name+hash+key, but got \"" + text + "\"");
        }
        String name = text.substring(0, afterName);
        String digits = text.substring(afterName + 1, afterId);
        Optional<byte[]> bytes = Base64Text.decode(text.substring(afterId + 1));
        if (!KeyName.isValid(name) || bytes.isEmpty() || bytes.get().length == 0) {
            return Parsed.fault("expected a verifier key name+hash+key, but got \"" + text + "\"");
        }
        Optional<SignatureType> type = SignatureType.of(bytes.get()[0] & 0xff);
        if (type.isEmpty() || bytes.get().length != 1 + KEY_BYTES) {
            return Parsed.fault("the key \"" + name
                    + "\" is of a kind that is not known here: expected Ed25519 for notes (01) or for witnesses (04)");
        }
        VerifierKey key = new VerifierKey(name, type.get(), Arrays.copyOfRange(bytes.get(), 1, 1 + KEY_BYTES));
        if (!key.idText().equals(digits)) {
            return Parsed.fault("the hash of the key \"" + name + "\" is " + key.idText() + ", but the text says "
                    + digits + ": the key was mistyped");
        }
        return Parsed.value(key);
    }

    private static int id(String name, SignatureType type, byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update((byte) type.identifier());
            return ByteBuffer.wrap(digest.digest(key)).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What it signs. */
    public SignatureType type() {
        return type;
    }

    /** The number that, beside the name, names the key in a signature. Not a secure hash. */
    public int id() {
        return id;
    }

    private String idText() {
        return HexFormat.of().toHexDigits(id);
    }

    /** Whether a signature line names this key. */
    public boolean isNamedBy(NoteSignature signature) {
        return signature.keyName().equals(name) && signature.keyId() == id;
    }

    /** Whether the bytes are this key's Ed25519 signature over the message. */
    public boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != NoteSigner.SIGNATURE_BYTES) {
            return false;
        }
        try {
            Ed25519Signer verifier = new Ed25519Signer();
            verifier.init(false, new Ed25519PublicKeyParameters(key, 0));
            verifier.update(message, 0, message.length);
            return verifier.verifySignature(signature);
        } catch (IllegalArgumentException e) {
            // The 32 bytes are no point of the curve.
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** The key as {@link #parse} reads it. */
    @Override
    public String toString() {
        byte[] bytes = new byte[1 + KEY_BYTES];
        bytes[0] = (byte) type.identifier();
        System.arraycopy(key, 0, bytes, 1, KEY_BYTES);
        return name + "+" + idText() + "+" + Base64Text.encode(bytes);
    }
}
