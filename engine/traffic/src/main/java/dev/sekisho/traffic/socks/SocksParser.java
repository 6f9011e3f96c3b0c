package dev.sekisho.traffic.socks;

import dev.sekisho.traffic.address.IpAddress;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.OpaqueParser;
import dev.sekisho.traffic.stream.StreamParser;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the opening of a SOCKS connection: versions 4 and 4a (as published by NEC), and 5 (RFC 1928) with no
 * authentication or user name and password (RFC 1929; the password is not kept). When the relay grants the request, the
 * target is told and {@link ConnectionEvents#inner()} reads what the tunnel carries.
 *
 * <p>The opening itself forms no exchange. What does not follow the protocol, and everything after a refusal, is left to
 * turn-taking.
 */
public final class SocksParser implements StreamParser {
    /** Longer openings than this are none. */
    static final int MAX_OPENING_BYTES = 1024;

    private static final int VERSION_4 = 4;
    private static final int VERSION_5 = 5;
    private static final int CONNECT = 1;
    private static final int BIND = 2;
    private static final int UDP_ASSOCIATE = 3;
    private static final int GRANTED_4 = 90;
    private static final int LAST_REFUSAL_4 = 93;
    private static final int LAST_REFUSAL_5 = 8;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int IPV4 = 1;
    private static final int DOMAIN = 3;
    private static final int IPV6 = 4;

    /** What is expected next. */
    private enum Step {
        GREETING,
        METHOD,
        CREDENTIALS,
        CREDENTIALS_ANSWER,
        REQUEST,
        REPLY,
        OPEN
    }

    private final ConnectionEvents events;
    private final OpeningBytes fromClientBytes = new OpeningBytes();
    private final OpeningBytes fromServerBytes = new OpeningBytes();
    private Step step = Step.GREETING;
    private int version;
    private @Nullable String user;
    private @Nullable String host;
    private int port;
    private @Nullable StreamParser rest;

    public SocksParser(ConnectionEvents events) {
        this.events = events;
    }

    /**
     * Whether a client's first bytes open a SOCKS connection. A greeting of version 5 must end with the bytes given,
     * because the client waits for its answer; a request of version 4 must be whole.
     */
    public static boolean looksLikeSocks(byte[] bytes, int offset, int length) {
        if (length < 3) {
            return false;
        }
        if (bytes[offset] == VERSION_5) {
            int methods = bytes[offset + 1] & 0xff;
            return methods > 0 && length == methods + 2 && offersKnownMethod(bytes, offset + 2, methods);
        }
        return bytes[offset] == VERSION_4
                && length >= 9
                && length <= MAX_OPENING_BYTES
                && (bytes[offset + 1] == CONNECT || bytes[offset + 1] == BIND)
                && bytes[offset + length - 1] == 0;
    }

    /** Methods of the IANA registry "SOCKS Methods", and private ones. */
    private static boolean offersKnownMethod(byte[] bytes, int offset, int methods) {
        for (int i = 0; i < methods; i++) {
            int method = bytes[offset + i] & 0xff;
            if (method > 9 && method < 0x80) {
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
        OpeningBytes side = fromClient ? fromClientBytes : fromServerBytes;
        if (side.size() + length > MAX_OPENING_BYTES && step != Step.REPLY && step != Step.OPEN) {
            giveUp(nanos);
            data(fromClient, bytes, offset, length, nanos);
            return;
        }
        side.add(bytes, offset, length);
        boolean moved = true;
        while (moved && rest == null && step != Step.OPEN) {
            moved = step(nanos);
        }
        if (step == Step.OPEN && rest == null) {
            open(nanos);
        } else if (rest == null && fromClientBytes.size() + fromServerBytes.size() > 16 * MAX_OPENING_BYTES) {
            giveUp(nanos);
        }
    }

    private boolean step(long nanos) {
        return switch (step) {
            case GREETING -> greeting(nanos);
            case METHOD -> method(nanos);
            case CREDENTIALS -> credentials(nanos);
            case CREDENTIALS_ANSWER -> credentialsAnswer(nanos);
            case REQUEST -> request(nanos);
            case REPLY -> version == VERSION_4 ? reply4(nanos) : reply5(nanos);
            case OPEN -> false;
        };
    }

    private boolean greeting(long nanos) {
        OpeningBytes client = fromClientBytes;
        if (client.size() < 2) {
            return false;
        }
        version = client.at(0);
        if (version == VERSION_4) {
            return request4(nanos);
        }
        if (version != VERSION_5) {
            return giveUp(nanos);
        }
        int length = 2 + client.at(1);
        if (client.size() < length) {
            return false;
        }
        client.drop(length);
        step = Step.METHOD;
        return true;
    }

    private boolean request4(long nanos) {
        OpeningBytes client = fromClientBytes;
        if (client.size() < 9) {
            return false;
        }
        int userEnd = client.indexOfZero(8);
        if (userEnd < 0) {
            return false;
        }
        int end = userEnd + 1;
        // An address 0.0.0.x announces a name behind the user (version 4a).
        boolean named = client.unsigned16(4) == 0 && client.at(6) == 0 && client.at(7) != 0;
        if (named) {
            int nameEnd = client.indexOfZero(end);
            if (nameEnd < 0) {
                return false;
            }
            host = name(client.copy(end, nameEnd));
            end = nameEnd + 1;
        } else {
            host = IpAddress.text(client.copy(4, 8));
        }
        if (client.at(1) != CONNECT) {
            return giveUp(nanos);
        }
        port = client.unsigned16(2);
        user = userEnd > 8 ? name(client.copy(8, userEnd)) : null;
        client.drop(end);
        step = Step.REPLY;
        return true;
    }

    private boolean method(long nanos) {
        OpeningBytes server = fromServerBytes;
        if (server.size() < 2) {
            return false;
        }
        int chosen = server.at(1);
        if (server.at(0) != VERSION_5) {
            return giveUp(nanos);
        }
        server.drop(2);
        if (chosen == NO_AUTHENTICATION) {
            step = Step.REQUEST;
        } else if (chosen == USER_AND_PASSWORD) {
            step = Step.CREDENTIALS;
        } else {
            return giveUp(nanos);
        }
        return true;
    }

    private boolean credentials(long nanos) {
        OpeningBytes client = fromClientBytes;
        if (client.size() < 2) {
            return false;
        }
        if (client.at(0) != 1) {
            return giveUp(nanos);
        }
        int passwordLengthAt = 2 + client.at(1);
        if (client.size() <= passwordLengthAt) {
            return false;
        }
        int end = passwordLengthAt + 1 + client.at(passwordLengthAt);
        if (client.size() < end) {
            return false;
        }
        user = name(client.copy(2, passwordLengthAt));
        client.drop(end);
        step = Step.CREDENTIALS_ANSWER;
        return true;
    }

    private boolean credentialsAnswer(long nanos) {
        OpeningBytes server = fromServerBytes;
        if (server.size() < 2) {
            return false;
        }
        if (server.at(1) != 0) {
            return giveUp(nanos);
        }
        server.drop(2);
        step = Step.REQUEST;
        return true;
    }

    private boolean request(long nanos) {
        OpeningBytes client = fromClientBytes;
        if (client.size() < 5) {
            return false;
        }
        int command = client.at(1);
        if (client.at(0) != VERSION_5 || command < CONNECT || command > UDP_ASSOCIATE) {
            return giveUp(nanos);
        }
        int addressLength = addressLength(client);
        if (addressLength < 0) {
            return giveUp(nanos);
        }
        int end = 4 + addressLength + 2;
        if (client.size() < end) {
            return false;
        }
        host = client.at(3) == DOMAIN
                ? name(client.copy(5, 4 + addressLength))
                : IpAddress.text(client.copy(4, 4 + addressLength));
        port = client.unsigned16(end - 2);
        if (command != CONNECT) {
            return giveUp(nanos);
        }
        client.drop(end);
        step = Step.REPLY;
        return true;
    }

    /** Length of the address field of a request or reply of version 5, −1 if its type is unknown. */
    private static int addressLength(OpeningBytes bytes) {
        return switch (bytes.at(3)) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case DOMAIN -> 1 + bytes.at(4);
            default -> -1;
        };
    }

    private boolean reply4(long nanos) {
        OpeningBytes server = fromServerBytes;
        if (server.size() < 8) {
            return false;
        }
        if (server.at(0) != 0 || server.at(1) != GRANTED_4) {
            return refused(server.at(0) == 0 && server.at(1) > GRANTED_4 && server.at(1) <= LAST_REFUSAL_4, nanos);
        }
        server.drop(8);
        step = Step.OPEN;
        return true;
    }

    private boolean reply5(long nanos) {
        OpeningBytes server = fromServerBytes;
        if (server.size() < 5) {
            return false;
        }
        int addressLength = addressLength(server);
        if (server.at(0) != VERSION_5 || server.at(1) != 0 || addressLength < 0) {
            return refused(server.at(0) == VERSION_5 && server.at(1) <= LAST_REFUSAL_5, nanos);
        }
        if (server.size() < 6 + addressLength) {
            return false;
        }
        server.drop(6 + addressLength);
        step = Step.OPEN;
        return true;
    }

    private void open(long nanos) {
        String target = host;
        if (target != null) {
            events.tunnel(target, port);
        }
        if (user != null) {
            events.onBehalfOf(null, user);
        }
        handOver(events.inner(), nanos);
    }

    /** Tells the target of a request that the relay refused, if that is what its answer means. */
    private boolean refused(boolean isRefusal, long nanos) {
        String target = host;
        if (target != null && isRefusal) {
            events.tunnel(target, port);
        }
        return giveUp(nanos);
    }

    /** Leaves everything from here on to turn-taking. */
    private boolean giveUp(long nanos) {
        handOver(new OpaqueParser(events), nanos);
        return false;
    }

    private void handOver(StreamParser parser, long nanos) {
        rest = parser;
        passOn(parser, true, fromClientBytes, nanos);
        passOn(parser, false, fromServerBytes, nanos);
    }

    private static void passOn(StreamParser parser, boolean fromClient, OpeningBytes bytes, long nanos) {
        if (bytes.size() > 0) {
            byte[] left = bytes.copy(0, bytes.size());
            bytes.drop(left.length);
            parser.data(fromClient, left, 0, left.length, nanos);
        }
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        if (rest == null) {
            giveUp(nanos);
        }
        StreamParser parser = rest;
        if (parser != null) {
            parser.gap(fromClient, length, nanos);
        }
    }

    @Override
    public void endOf(boolean fromClient, long nanos) {
        if (rest != null) {
            rest.endOf(fromClient, nanos);
        }
    }

    @Override
    public void end(long nanos) {
        if (rest == null) {
            giveUp(nanos);
        }
        StreamParser parser = rest;
        if (parser != null) {
            parser.end(nanos);
        }
    }

    @Override
    public long park() {
        return NOT_PARKABLE;
    }

    /** A domain name or user name, bytes as ISO 8859-1. */
    private static String name(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
