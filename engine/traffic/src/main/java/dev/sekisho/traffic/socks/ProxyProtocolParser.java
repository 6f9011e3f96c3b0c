package dev.sekisho.traffic.socks;

import dev.sekisho.traffic.address.IpAddress;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.StreamParser;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the PROXY protocol header, version 1 or 2 (as published by HAProxy), that a relay puts in front of a client's
 * bytes. The original client is told by {@link ConnectionEvents#onBehalfOf}; what follows is read by
 * {@link ConnectionEvents#inner()}.
 */
public final class ProxyProtocolParser implements StreamParser {
    /** The longest line of version 1, its end included. */
    static final int MAX_LINE_BYTES = 107;

    /** Longer headers of version 2 are skipped by counting, not kept. */
    static final int MAX_KEPT_BYTES = 512;

    private static final byte[] LINE_START = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIGNATURE = {0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
    private static final int HEADER_BYTES = 16;
    private static final int COMMAND_PROXY = 1;
    private static final int FAMILY_IPV4 = 1;
    private static final int FAMILY_IPV6 = 2;
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

    private final ConnectionEvents events;
    private final OpeningBytes held = new OpeningBytes();
    private int skip;
    private @Nullable StreamParser rest;

    public ProxyProtocolParser(ConnectionEvents events) {
        this.events = events;
    }

    /** Whether a client's first bytes are a PROXY protocol header; wants at least eight bytes. */
    public static boolean looksLikeProxyProtocol(byte[] bytes, int offset, int length) {
        return length >= 8
                && (startsWith(bytes, offset, LINE_START, LINE_START.length)
                        || startsWith(bytes, offset, SIGNATURE, Math.min(length, SIGNATURE.length)));
    }

    private static boolean startsWith(byte[] bytes, int offset, byte[] start, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[offset + i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        StreamParser parser = rest;
        if (parser != null) {
            parser.data(fromClient, bytes, offset, length, nanos);
            return;
        }
        if (!fromClient) {
            begin(nanos).data(false, bytes, offset, length, nanos);
            return;
        }
        if (skip > 0) {
            int skipped = Math.min(skip, length);
            skip -= skipped;
            if (skip == 0) {
                passOn(begin(nanos), bytes, offset + skipped, length - skipped, nanos);
            }
            return;
        }
        held.add(bytes, offset, length);
        int header = headerLength();
        if (header > held.size() && held.size() >= MAX_KEPT_BYTES) {
            skip = header - held.size();
            tellVersion2();
            held.drop(held.size());
        } else if (header >= 0 && held.size() >= header) {
            if (header > 0) {
                tell(header);
            }
            held.drop(header);
            begin(nanos);
        }
    }

    private static void passOn(StreamParser parser, byte[] bytes, int offset, int length, long nanos) {
        if (length > 0) {
            parser.data(true, bytes, offset, length, nanos);
        }
    }

    /** Length of the header, 0 if it is none, −1 if that cannot be told yet. */
    private int headerLength() {
        if (held.at(0) == SIGNATURE[0]) {
            return held.size() < HEADER_BYTES ? -1 : HEADER_BYTES + held.unsigned16(14);
        }
        for (int i = 0; i < Math.min(held.size(), MAX_LINE_BYTES); i++) {
            if (held.at(i) == '\n') {
                return i + 1;
            }
        }
        return held.size() < MAX_LINE_BYTES ? -1 : 0;
    }

    private void tell(int header) {
        if (held.at(0) == SIGNATURE[0]) {
            tellVersion2();
        } else {
            tellVersion1(new String(held.copy(0, header), StandardCharsets.ISO_8859_1).trim());
        }
    }

    private void tellVersion1(String line) {
        String[] words = SPACE.split(line, -1);
        if (words.length == 6
                && words[1].startsWith("TCP")
                && ADDRESS.matcher(words[2]).matches()) {
            events.onBehalfOf(words[2], null);
        }
    }

    private void tellVersion2() {
        boolean proxied = held.size() >= HEADER_BYTES && (held.at(12) & 0x0f) == COMMAND_PROXY;
        if (!proxied) {
            return;
        }
        int family = held.at(13) >>> 4;
        int length = family == FAMILY_IPV4 ? 4 : family == FAMILY_IPV6 ? 16 : 0;
        if (length > 0 && held.unsigned16(14) >= 2 * length + 4 && held.size() >= HEADER_BYTES + length) {
            events.onBehalfOf(IpAddress.text(held.copy(HEADER_BYTES, HEADER_BYTES + length)), null);
        }
    }

    private StreamParser begin(long nanos) {
        StreamParser parser = events.inner();
        rest = parser;
        if (held.size() > 0) {
            byte[] left = held.copy(0, held.size());
            held.drop(left.length);
            parser.data(true, left, 0, left.length, nanos);
        }
        return parser;
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        StreamParser parser = rest;
        if (parser == null) {
            parser = begin(nanos);
        }
        parser.gap(fromClient, length, nanos);
    }

    @Override
    public void endOf(boolean fromClient, long nanos) {
        if (rest != null) {
            rest.endOf(fromClient, nanos);
        }
    }

    @Override
    public void end(long nanos) {
        StreamParser parser = rest;
        if (parser == null) {
            parser = begin(nanos);
        }
        parser.end(nanos);
    }
}
