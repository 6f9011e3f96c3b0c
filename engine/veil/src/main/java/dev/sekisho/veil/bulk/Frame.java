package dev.sekisho.veil.bulk;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SigningKey;
import java.util.Optional;

/**
 * Values that follow a record. On the wire: frame id (16) ‖ LP(field) ‖ slot (4) ‖ part (4) ‖ length (4) ‖ AES-256-GCM of the
 * values ‖ Ed25519 signature (64). The signature is needed because every service that is granted the field has its key.
 *
 * @param frameId the household's random id for the epoch
 * @param field the field
 * @param slot the slot
 * @param part the part within the slot
 * @param sealed the sealed values
 * @param signature over everything before it
 */
public record Frame(ByteString frameId, String field, int slot, int part, ByteString sealed, ByteString signature) {
    /** Bytes of a frame's id. */
    public static final int ID_BYTES = 16;

    /** The most bytes of sealed values. */
    public static final int MOST_BYTES = 0xffff;

    /** Seals and signs values. */
    public static Frame seal(
            byte[] frameId, String field, int slot, int part, byte[] plain, FrameKey key, SigningKey signingKey) {
        ByteString sealed = ByteString.of(key.seal(frameId, slot, part, plain));
        byte[] body = body(ByteString.of(frameId), field, slot, part, sealed).toBytes();
        return new Frame(ByteString.of(frameId), field, slot, part, sealed, ByteString.of(signingKey.sign(body)));
    }

    /** Whether the household's key of the epoch, which is in its record, signed the frame. */
    public boolean isSignedBy(ByteString publicKey) {
        return SigningKey.verifies(
                publicKey.toBytes(), body(frameId, field, slot, part, sealed).toBytes(), signature.toBytes());
    }

    private static Octets body(ByteString frameId, String field, int slot, int part, ByteString sealed) {
        return new Octets()
                .raw(frameId.toBytes())
                .name(field)
                .i4(slot)
                .i4(part)
                .i4(sealed.length())
                .raw(sealed.toBytes());
    }

    /** The bytes on the wire. */
    public byte[] encode() {
        return body(frameId, field, slot, part, sealed).raw(signature.toBytes()).toBytes();
    }

    /** Reads a frame; empty if the bytes are none. */
    public static Optional<Frame> decode(byte[] bytes) {
        OctetReader in = new OctetReader(bytes);
        ByteString frameId = ByteString.of(in.raw(ID_BYTES));
        String field = in.name();
        int slot = in.i4();
        int part = in.i4();
        int length = in.i4();
        if (in.failed() || length < 0 || length > MOST_BYTES) {
            return Optional.empty();
        }
        ByteString sealed = ByteString.of(in.raw(length));
        ByteString signature = ByteString.of(in.raw(SigningKey.SIGNATURE_BYTES));
        return in.complete() ? Optional.of(new Frame(frameId, field, slot, part, sealed, signature)) : Optional.empty();
    }
}
