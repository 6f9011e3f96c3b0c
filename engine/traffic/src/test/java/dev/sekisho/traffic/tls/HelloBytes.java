package dev.sekisho.traffic.tls;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Writes ClientHello messages with chosen contents. */
final class HelloBytes {
    private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    private int version = 0x0303;
    private int[] ciphers = {0x1301};
    private boolean withExtensions;

    HelloBytes version(int number) {
        version = number;
        return this;
    }

    HelloBytes ciphers(int... numbers) {
        ciphers = numbers;
        return this;
    }

    /** An extension whose content is given in hexadecimal, spaces allowed. */
    HelloBytes extension(int type, String content) {
        byte[] bytes = HexFormat.of().parseHex(content.replace(" ", ""));
        withExtensions = true;
        put16(extensions, type);
        put16(extensions, bytes.length);
        extensions.writeBytes(bytes);
        return this;
    }

    HelloBytes serverName(String name) {
        int length = name.length();
        return extension(
                0,
                hex16(length + 3) + "00" + hex16(length)
                        + HexFormat.of().formatHex(name.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }

    /** The body of the handshake message. */
    byte[] body() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put16(out, version);
        out.writeBytes(new byte[32]);
        out.write(0);
        put16(out, ciphers.length * 2);
        for (int cipher : ciphers) {
            put16(out, cipher);
        }
        out.write(1);
        out.write(0);
        if (withExtensions) {
            put16(out, extensions.size());
            out.writeBytes(extensions.toByteArray());
        }
        return out.toByteArray();
    }

    /** The handshake message, with its header. */
    byte[] message() {
        byte[] body = body();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        out.write(body.length >>> 16);
        put16(out, body.length);
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** The handshake message in records with at most {@code longest} bytes of content each. */
    byte[] records(int longest) {
        byte[] message = message();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int position = 0; position < message.length; position += longest) {
            int length = Math.min(longest, message.length - position);
            out.write(22);
            put16(out, 0x0301);
            put16(out, length);
            out.write(message, position, length);
        }
        return out.toByteArray();
    }

    private static String hex16(int number) {
        return HexFormat.of().toHexDigits((short) number);
    }

    private static void put16(ByteArrayOutputStream out, int number) {
        out.write(number >>> 8);
        out.write(number);
    }
}
