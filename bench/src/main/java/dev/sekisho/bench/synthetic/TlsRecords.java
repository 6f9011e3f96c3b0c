package dev.sekisho.bench.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The outside of TLS 1.3 (RFC 8446): hellos and records of the right form and size around bytes that mean nothing.
 */
final class TlsRecords {
    /** The largest plaintext of one record. */
    static final int FRAGMENT = 16_384;

    /** Payload bytes of the client's handshake; the server's name is padded to make it so. */
    static final int HANDSHAKE_UP = 512 + 6 + 58;

    /** Payload bytes of the server's handshake. */
    static final int HANDSHAKE_DOWN = 127 + 6 + 2_600;

    private static final int HEADER = 5;
    private static final int SEALING = 17;
    private static final int HELLO = 512;
    private static final int SERVER_HELLO = 127;
    private static final byte[] CHANGE_CIPHER_SPEC = {20, 3, 3, 0, 1, 1};

    private TlsRecords() {}

    /** Bytes on the wire of {@code plain} bytes of content, sealed or not. */
    static long size(boolean tls, long plain) {
        return tls ? plain + (plain + FRAGMENT - 1) / FRAGMENT * (HEADER + SEALING) : plain;
    }

    /** A client's hello of {@value #HELLO} bytes with server name, versions and one suite list per User-Agent. */
    static byte[] clientHello(String name, String userAgent, SplittableRandom random) {
        ByteBuffer hello = ByteBuffer.allocate(HELLO);
        hello.put((byte) 22).putShort((short) 0x0301).putShort((short) (HELLO - HEADER));
        hello.put((byte) 1).put((byte) 0).putShort((short) (HELLO - HEADER - 4)).putShort((short) 0x0303);
        putRandom(hello, 32, random);
        hello.put((byte) 0);
        int suites = 3 + Math.floorMod(userAgent.hashCode(), 9);
        hello.putShort((short) (2 * suites)).putShort((short) 0x1301).putShort((short) 0x1302);
        for (int i = 2; i < suites; i++) {
            hello.putShort((short) (0xc02b + i));
        }
        hello.put((byte) 1).put((byte) 0);
        hello.putShort((short) (HELLO - hello.position() - 2));
        byte[] host = name.getBytes(US_ASCII);
        hello.putShort((short) 0).putShort((short) (host.length + 5)).putShort((short) (host.length + 3));
        hello.put((byte) 0).putShort((short) host.length).put(host);
        hello.putShort((short) 43)
                .putShort((short) 5)
                .put((byte) 4)
                .putShort((short) 0x0304)
                .putShort((short) 0x0303);
        hello.putShort((short) 16)
                .putShort((short) 11)
                .putShort((short) 9)
                .put((byte) 8)
                .put("http/1.1".getBytes(US_ASCII));
        hello.putShort((short) 21).putShort((short) (HELLO - hello.position() - 2));
        return hello.array();
    }

    /** The rest of the client's handshake. */
    static byte[] clientFinished(SplittableRandom random) {
        ByteBuffer bytes = ByteBuffer.allocate(HANDSHAKE_UP - HELLO);
        bytes.put(CHANGE_CIPHER_SPEC);
        putSealed(bytes, bytes.remaining() - HEADER, random);
        return bytes.array();
    }

    /** The server's hello and what follows it sealed. */
    static byte[] serverHello(SplittableRandom random) {
        ByteBuffer bytes = ByteBuffer.allocate(HANDSHAKE_DOWN);
        bytes.put((byte) 22).putShort((short) 0x0303).putShort((short) (SERVER_HELLO - HEADER));
        bytes.put((byte) 2)
                .put((byte) 0)
                .putShort((short) (SERVER_HELLO - HEADER - 4))
                .putShort((short) 0x0303);
        putRandom(bytes, 32, random);
        bytes.put((byte) 32);
        putRandom(bytes, 32, random);
        bytes.putShort((short) 0x1301).put((byte) 0).putShort((short) (SERVER_HELLO - bytes.position() - 2));
        bytes.putShort((short) 43).putShort((short) 2).putShort((short) 0x0304);
        bytes.putShort((short) 51).putShort((short) (SERVER_HELLO - bytes.position() - 2));
        bytes.putShort((short) 29).putShort((short) 32);
        putRandom(bytes, SERVER_HELLO - bytes.position(), random);
        bytes.put(CHANGE_CIPHER_SPEC);
        putSealed(bytes, bytes.remaining() - HEADER, random);
        return bytes.array();
    }

    /** {@code plain} bytes of content as sealed records. */
    static byte[] sealed(int plain, SplittableRandom random) {
        ByteBuffer bytes = ByteBuffer.allocate((int) size(true, plain));
        for (int left = plain; left > 0; left -= FRAGMENT) {
            putSealed(bytes, Math.min(left, FRAGMENT) + SEALING, random);
        }
        return bytes.array();
    }

    private static void putSealed(ByteBuffer into, int length, SplittableRandom random) {
        into.put((byte) 23).putShort((short) 0x0303).putShort((short) length);
        putRandom(into, length, random);
    }

    private static void putRandom(ByteBuffer into, int length, SplittableRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        into.put(bytes);
    }

    /** {@code head} followed by {@code body} bytes that mean nothing. */
    static byte[] clear(String head, int body, SplittableRandom random) {
        byte[] bytes = head.getBytes(US_ASCII);
        byte[] whole = Arrays.copyOf(bytes, bytes.length + body);
        if (body > 0) {
            byte[] rest = new byte[body];
            random.nextBytes(rest);
            System.arraycopy(rest, 0, whole, bytes.length, body);
        }
        return whole;
    }
}
