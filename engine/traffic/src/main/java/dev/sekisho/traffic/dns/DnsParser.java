package dev.sekisho.traffic.dns;

import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.stream.TurnTaking;
import org.jspecify.annotations.Nullable;

/**
 * Reads DNS over UDP, where each call of {@link #data} is one datagram, or over TCP, where two bytes of length stand
 * before each message (RFC 1035, section 4.2.2). Exchanges are made by turn-taking.
 */
public final class DnsParser implements StreamParser {
    /** Of longer messages over TCP the beginning is kept and read. */
    static final int MAX_KEPT_BYTES = 4096;

    private final TurnTaking turns;
    private final ConnectionEvents events;
    private final @Nullable Framing up;
    private final @Nullable Framing down;
    private boolean announced;

    /** Where one direction of a TCP connection stands. */
    private static final class Framing {
        private int prefix;
        private int prefixBytes;
        private int remaining;
        private byte[] kept = {};
        private int keptBytes;
    }

    /**
     * A parser of one connection.
     *
     * @param datagrams whether it is UDP
     */
    public DnsParser(ConnectionEvents events, boolean datagrams) {
        this.events = events;
        this.turns = new TurnTaking(events);
        this.up = datagrams ? null : new Framing();
        this.down = datagrams ? null : new Framing();
    }

    /** Whether the first bytes of a TCP connection are a framed query. */
    public static boolean looksLikeFramedDns(byte[] bytes, int offset, int length) {
        return length > 2
                && ((bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff)) == length - 2
                && DnsMessage.looksLikeDns(bytes, offset + 2, length - 2);
    }

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        if (!announced) {
            announced = true;
            events.protocol(Protocol.DNS);
        }
        turns.bytes(fromClient, length, nanos);
        Framing framing = fromClient ? up : down;
        if (framing != null) {
            framed(framing, fromClient, bytes, offset, length, nanos);
        } else if (!fromClient) {
            answer(bytes, offset, length, nanos);
        }
    }

    private void framed(Framing framing, boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            if (framing.remaining == 0) {
                framing.prefix = framing.prefix << 8 | (bytes[position++] & 0xff);
                if (++framing.prefixBytes == 2) {
                    framing.remaining = framing.prefix;
                    framing.prefix = 0;
                    framing.prefixBytes = 0;
                    framing.keptBytes = 0;
                    framing.kept = new byte[fromClient ? 0 : Math.min(framing.remaining, MAX_KEPT_BYTES)];
                }
                continue;
            }
            int count = Math.min(framing.remaining, end - position);
            int keeps = Math.min(count, framing.kept.length - framing.keptBytes);
            System.arraycopy(bytes, position, framing.kept, framing.keptBytes, keeps);
            framing.keptBytes += keeps;
            framing.remaining -= count;
            position += count;
            if (framing.remaining == 0 && !fromClient) {
                answer(framing.kept, 0, framing.keptBytes, nanos);
                framing.kept = new byte[0];
            }
        }
    }

    private void answer(byte[] bytes, int offset, int length, long nanos) {
        DnsMessage message = DnsMessage.parse(bytes, offset, length);
        if (message == null || message.question() == null) {
            return;
        }
        String name = message.question();
        for (String address : message.addresses()) {
            events.resolved(name, address, nanos);
        }
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        turns.bytes(fromClient, length, nanos);
        Framing framing = fromClient ? up : down;
        if (framing == null) {
            return;
        }
        // What was lost may hold the next length: only a gap within one message leaves its end known.
        framing.kept = new byte[0];
        framing.keptBytes = 0;
        framing.remaining = length < framing.remaining ? framing.remaining - (int) length : Integer.MAX_VALUE;
    }

    @Override
    public void end(long nanos) {
        turns.flush();
    }

    @Override
    public long park() {
        if (up != null || down != null) {
            return NOT_PARKABLE;
        }
        turns.flush();
        return 0;
    }
}
