package dev.sekisho.veil.strict;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SymmetricKey;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.Arrays;
import java.util.Optional;

/**
 * The random handle by which the first transcryptor recognises a household within one key epoch, sealed so that only that
 * transcryptor sees it: E (32) ‖ AES-256-GCM of the 16 bytes, with the record's header as associated data.
 */
public final class SealedHandle {
    /** Bytes of a handle. */
    public static final int HANDLE_BYTES = 16;

    private SealedHandle() {}

    /** Seals a handle for the owner of W: 64 bytes. */
    public static byte[] seal(byte[] handle, Element key, RecordHeader header, RandomBytes random) {
        return seal(handle, key, header, Scalar.random(random));
    }

    static byte[] seal(byte[] handle, Element key, RecordHeader header, Scalar e) {
        if (handle.length != HANDLE_BYTES) {
            throw new IllegalArgumentException("a handle has 16 bytes, but this one has " + handle.length);
        }
        Element ephemeral = Element.GENERATOR.times(e);
        SymmetricKey shared = key(key.times(e), ephemeral, key);
        byte[] sealed = shared.seal(SymmetricKey.once(), header.encode(), handle);
        shared.destroy();
        return new Octets().element(ephemeral).raw(sealed).toBytes();
    }

    /** Opens a sealed handle with w; empty if it was sealed for another key, or for another header. */
    public static Optional<ByteString> open(byte[] sealed, Scalar secret, Element key, RecordHeader header) {
        if (sealed.length != Element.BYTES + HANDLE_BYTES + SymmetricKey.TAG_BYTES) {
            return Optional.empty();
        }
        Element ephemeral = Element.decode(sealed, 0).orElse(Element.IDENTITY);
        if (ephemeral.isIdentity()) {
            return Optional.empty();
        }
        SymmetricKey shared = key(ephemeral.times(secret), ephemeral, key);
        Optional<byte[]> handle = shared.open(
                SymmetricKey.once(), header.encode(), Arrays.copyOfRange(sealed, Element.BYTES, sealed.length));
        shared.destroy();
        return handle.map(ByteString::of);
    }

    private static SymmetricKey key(Element shared, Element ephemeral, Element key) {
        return SymmetricKey.derive(
                shared.encode(),
                new Octets().element(ephemeral).element(key).toBytes(),
                new Octets().text("SekishoVeilV1 handle").toBytes());
    }
}
