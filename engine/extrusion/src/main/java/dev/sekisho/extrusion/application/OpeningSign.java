package dev.sekisho.extrusion.application;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Transport;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bytes with which one side of a connection begins. A pattern is text, or hexadecimal in which {@code ..} stands for any
 * byte. Immutable.
 */
final class OpeningSign {
    private final @Nullable Transport transport;
    private final Side side;

    /** The bytes as 0–255, or −1 for any. */
    private final int[] pattern;

    private OpeningSign(@Nullable Transport transport, Side side, int[] pattern) {
        this.transport = transport;
        this.side = side;
        this.pattern = pattern;
    }

    /** Who must say it. */
    enum Side {
        CLIENT,
        SERVER,
        EITHER
    }

    static OpeningSign ofText(@Nullable Transport transport, Side side, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int[] pattern = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            pattern[i] = bytes[i] & 0xff;
        }
        return new OpeningSign(transport, side, pattern);
    }

    static OpeningSign ofHex(@Nullable Transport transport, Side side, String hex) {
        String compact = hex.replace(" ", "");
        if (compact.isEmpty() || compact.length() % 2 != 0) {
            throw new IllegalArgumentException("expected pairs of hexadecimal digits, but got \"" + hex + "\"");
        }
        int[] pattern = new int[compact.length() / 2];
        for (int i = 0; i < pattern.length; i++) {
            String pair = compact.substring(2 * i, 2 * i + 2);
            pattern[i] = pair.equals("..") ? -1 : HexFormat.fromHexDigits(pair);
        }
        return new OpeningSign(transport, side, pattern);
    }

    boolean matches(Connection connection) {
        if (transport != null && transport != connection.transport()) {
            return false;
        }
        return (side != Side.SERVER && matches(connection.openingUp()))
                || (side != Side.CLIENT && matches(connection.openingDown()));
    }

    private boolean matches(Opening opening) {
        if (opening.length() < pattern.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i] >= 0 && pattern[i] != opening.at(i)) {
                return false;
            }
        }
        return true;
    }
}
