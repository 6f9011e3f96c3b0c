package dev.sekisho.veil.bulk;

import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SymmetricKey;
import dev.sekisho.veil.ristretto.Element;
import java.util.Optional;

/**
 * The key of one household's frames of one field in one key epoch. Every service that is granted the field has it.
 */
public final class FrameKey {
    private final String field;
    private final SymmetricKey key;

    private FrameKey(String field, SymmetricKey key) {
        this.field = field;
        this.key = key;
    }

    /** The key that an element of a record stands for. */
    public static FrameKey of(Element element, int schema, String field, int keyEpoch) {
        byte[] info = new Octets()
                .text("SekishoVeilV1 dek")
                .i2(schema)
                .name(field)
                .i4(keyEpoch)
                .toBytes();
        return new FrameKey(field, SymmetricKey.derive(element.encode(), new byte[0], info));
    }

    /** Seals part of a slot's values. A pair of slot and part must not occur twice. */
    byte[] seal(byte[] frameId, int slot, int part, byte[] plain) {
        return key.seal(nonce(slot, part), associated(frameId, slot), plain);
    }

    /** Opens a frame; empty if it is of another household, field, slot or part. */
    public Optional<byte[]> open(Frame frame) {
        if (!frame.field().equals(field)) {
            return Optional.empty();
        }
        return key.open(
                nonce(frame.slot(), frame.part()),
                associated(frame.frameId().toBytes(), frame.slot()),
                frame.sealed().toBytes());
    }

    private static byte[] nonce(int slot, int part) {
        return new Octets()
                .i4(0)
                .i8(((long) slot << 32) + Integer.toUnsignedLong(part))
                .toBytes();
    }

    private byte[] associated(byte[] frameId, int slot) {
        return new Octets().raw(frameId).name(field).i4(slot).toBytes();
    }

    @Override
    public String toString() {
        return "FrameKey (secret)";
    }
}
