package dev.sekisho.traffic.quic;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Writes protected Initial packets, independently of the code that opens them but for the key derivation. */
final class InitialWriter {
    private static final int SAMPLE_DISTANCE = 4;

    private final QuicVersion version;
    private final int number;
    private final boolean ofClient;
    private final byte[] keyId;
    private final byte[] destinationId;
    private final byte[] sourceId;
    private byte[] token = {};

    InitialWriter(
            QuicVersion version, int number, boolean ofClient, byte[] keyId, byte[] destinationId, byte[] sourceId) {
        this.version = version;
        this.number = number;
        this.ofClient = ofClient;
        this.keyId = keyId;
        this.destinationId = destinationId;
        this.sourceId = sourceId;
    }

    InitialWriter token(byte[] bytes) {
        token = bytes;
        return this;
    }

    /** One packet with the given frames, filled up with padding to at least {@code minimum} bytes of payload. */
    byte[] packet(long packetNumber, byte[] frames, int minimum) {
        byte[] payload = java.util.Arrays.copyOf(frames, Math.max(frames.length, minimum));
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(0xc0 | version.initialType() << 4 | 1);
        for (int shift = 24; shift >= 0; shift -= 8) {
            header.write(number >>> shift);
        }
        header.write(destinationId.length);
        header.writeBytes(destinationId);
        header.write(sourceId.length);
        header.writeBytes(sourceId);
        varint(header, token.length);
        header.writeBytes(token);
        varint(header, payload.length + 2 + InitialKeys.TAG_BYTES);
        int numberOffset = header.size();
        header.write((int) (packetNumber >>> 8));
        header.write((int) packetNumber);
        try {
            return protect(header.toByteArray(), numberOffset, packetNumber, payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the packet cannot be protected", e);
        }
    }

    private byte[] protect(byte[] header, int numberOffset, long packetNumber, byte[] payload)
            throws GeneralSecurityException {
        InitialKeys keys = InitialKeys.derive(version, ofClient, keyId, 0, keyId.length);
        byte[] nonce = keys.iv();
        nonce[nonce.length - 1] ^= (byte) packetNumber;
        nonce[nonce.length - 2] ^= (byte) (packetNumber >>> 8);
        Cipher aead = Cipher.getInstance("AES/GCM/NoPadding");
        aead.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys.key(), "AES"), new GCMParameterSpec(128, nonce));
        aead.updateAAD(header);
        byte[] sealed = aead.doFinal(payload);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(header);
        packet.writeBytes(sealed);
        byte[] bytes = packet.toByteArray();
        byte[] mask = keys.headerMask(bytes, numberOffset + SAMPLE_DISTANCE);
        bytes[0] ^= (byte) (mask[0] & 0x0f);
        bytes[numberOffset] ^= mask[1];
        bytes[numberOffset + 1] ^= mask[2];
        return bytes;
    }

    /** A CRYPTO frame with a part of a message. */
    static byte[] crypto(byte[] message, int from, int to) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(6);
        varint(frame, from);
        varint(frame, to - from);
        frame.write(message, from, to - from);
        return frame.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        if (value < 64) {
            out.write(value);
        } else {
            out.write(0x40 | value >>> 8);
            out.write(value);
        }
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
