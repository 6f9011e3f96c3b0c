package dev.sekisho.veil.access;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import java.util.Optional;

/**
 * A right to one request, 96 bytes; whoever spends it cannot be linked to whom it was issued to.
 *
 * @param nonce 32 bytes that its owner drew
 * @param output the function of them, 64 bytes
 */
public record Token(ByteString nonce, ByteString output) {
    /** Bytes of a nonce. */
    public static final int NONCE_BYTES = 32;

    /** Bytes of a token. */
    public static final int BYTES = NONCE_BYTES + ObliviousFunction.OUTPUT_BYTES;

    /** The 96 bytes. */
    public byte[] encode() {
        return new Octets().raw(nonce.toBytes()).raw(output.toBytes()).toBytes();
    }

    /** Reads 96 bytes; empty for another number of them. */
    public static Optional<Token> decode(byte[] bytes) {
        OctetReader in = new OctetReader(bytes);
        Token token =
                new Token(ByteString.of(in.raw(NONCE_BYTES)), ByteString.of(in.raw(ObliviousFunction.OUTPUT_BYTES)));
        return in.complete() ? Optional.of(token) : Optional.empty();
    }
}
