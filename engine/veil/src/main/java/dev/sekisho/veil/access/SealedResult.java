package dev.sekisho.veil.access;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.hash.SymmetricKey;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.Arrays;
import java.util.Optional;

/**
 * A service's message to the owner of a pseudonym, for whom only he has the key.
 *
 * <p>{@code E = e S_j}; the key comes from {@code e P_j}, which the user computes as {@code x E}. On the wire: mailbox (16) ‖
 * Ed25519 signature (64) ‖ E (32) ‖ AES-256-GCM of the message.
 *
 * @param mailbox the mailbox's name
 * @param sealed E and the sealed message
 * @param signature the service's signature
 */
public record SealedResult(ByteString mailbox, ByteString sealed, ByteString signature) {
    private static final String PREFIX = "SekishoVeilV1 result";

    /** Seals a message. */
    public static SealedResult seal(
            String service,
            Element pseudonymKey,
            Element pseudonym,
            ByteString mailbox,
            byte[] message,
            SigningKey signingKey,
            RandomBytes random) {
        return seal(service, pseudonymKey, pseudonym, mailbox, message, signingKey, Scalar.random(random));
    }

    static SealedResult seal(
            String service,
            Element pseudonymKey,
            Element pseudonym,
            ByteString mailbox,
            byte[] message,
            SigningKey signingKey,
            Scalar e) {
        Element ephemeral = pseudonymKey.times(e);
        SymmetricKey key = key(service, pseudonym.times(e), ephemeral, pseudonym);
        byte[] cipher = key.seal(SymmetricKey.once(), associated(service, mailbox), message);
        key.destroy();
        e.destroy();
        ByteString sealed =
                ByteString.of(new Octets().element(ephemeral).raw(cipher).toBytes());
        byte[] signature = signingKey.sign(signed(service, mailbox, sealed));
        return new SealedResult(mailbox, sealed, ByteString.of(signature));
    }

    /**
     * Opens a message.
     *
     * @param secret the user's x
     * @return empty if it is not signed by the service, not for this pseudonym or mailbox, or was changed
     */
    public Optional<byte[]> open(String service, ByteString signingKey, Element pseudonym, Scalar secret) {
        if (!SigningKey.verifies(signingKey.toBytes(), signed(service, mailbox, sealed), signature.toBytes())) {
            return Optional.empty();
        }
        byte[] bytes = sealed.toBytes();
        if (bytes.length < Element.BYTES) {
            return Optional.empty();
        }
        Element ephemeral = Element.decode(bytes, 0).orElse(Element.IDENTITY);
        if (ephemeral.isIdentity()) {
            return Optional.empty();
        }
        SymmetricKey key = key(service, ephemeral.times(secret), ephemeral, pseudonym);
        Optional<byte[]> message = key.open(
                SymmetricKey.once(),
                associated(service, mailbox),
                Arrays.copyOfRange(bytes, Element.BYTES, bytes.length));
        key.destroy();
        return message;
    }

    private static SymmetricKey key(String service, Element shared, Element ephemeral, Element pseudonym) {
        return SymmetricKey.derive(
                shared.encode(),
                new Octets().element(ephemeral).element(pseudonym).toBytes(),
                new Octets().text(PREFIX).name(service).toBytes());
    }

    private static byte[] associated(String service, ByteString mailbox) {
        return new Octets().name(service).raw(mailbox.toBytes()).toBytes();
    }

    private static byte[] signed(String service, ByteString mailbox, ByteString sealed) {
        return new Octets()
                .text(PREFIX)
                .name(service)
                .raw(mailbox.toBytes())
                .raw(sealed.toBytes())
                .toBytes();
    }

    /** The bytes on the wire. */
    public byte[] encode() {
        return new Octets()
                .raw(mailbox.toBytes())
                .raw(signature.toBytes())
                .raw(sealed.toBytes())
                .toBytes();
    }

    /** Reads bytes from the wire; empty if they are too few. */
    public static Optional<SealedResult> decode(byte[] bytes) {
        OctetReader in = new OctetReader(bytes);
        ByteString mailbox = ByteString.of(in.raw(Mailbox.NAME_BYTES));
        ByteString signature = ByteString.of(in.raw(SigningKey.SIGNATURE_BYTES));
        if (in.left() < Element.BYTES + SymmetricKey.TAG_BYTES || in.left() > 0xffff) {
            return Optional.empty();
        }
        return Optional.of(new SealedResult(mailbox, ByteString.of(in.raw(in.left())), signature));
    }
}
