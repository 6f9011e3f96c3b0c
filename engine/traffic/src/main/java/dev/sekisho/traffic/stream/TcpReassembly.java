package dev.sekisho.traffic.stream;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.packet.TransportPacket;
import dev.sekisho.traffic.stream.TcpDirection.WaitingSegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the segments of one TCP connection (RFC 9293) into order and hands their bytes to a {@link StreamParser}.
 *
 * <ul>
 *   <li>A segment that comes in its turn is handed on out of the packet's own array, without a copy.
 *   <li>Bytes already handed on are never changed by a later retransmission. Of waiting segments that overlap, the one
 *       with the lower sequence number wins, at equal numbers the one captured first.
 *   <li>A hole is a loss of the capture, and reported as a gap, once the receiver has acknowledged what lies in it and
 *       {@value #REORDERING_PACKETS} more packets or {@value #REORDERING_MILLIS} ms of the connection have gone by; when
 *       more than {@value #MAX_WAITING_BYTES} bytes or {@value #MAX_WAITING_SEGMENTS} segments wait behind it; and at the
 *       end.
 *   <li>A segment that acknowledges bytes of the other side which are still missing waits for them as well, so that an
 *       answer is never handed on before its question.
 *   <li>Sequence numbers may wrap around. Checksums and windows are not looked at.
 * </ul>
 */
public final class TcpReassembly {
    /** Packets of the connection after which an acknowledged hole is taken as a loss. */
    public static final int REORDERING_PACKETS = 8;

    /** Milliseconds after which an acknowledged hole is taken as a loss. */
    public static final int REORDERING_MILLIS = 50;

    /** Most bytes of one direction that may wait. */
    public static final int MAX_WAITING_BYTES = 1 << 18;

    /** Most segments of one direction that may wait. */
    public static final int MAX_WAITING_SEGMENTS = 512;

    /** Largest hole that is believed at the end of a connection without an acknowledgement. */
    public static final int MAX_UNPROVEN_GAP = 1 << 20;

    /** Largest hole that is believed because of an acknowledgement; beyond it the acknowledgement is taken as forged. */
    public static final int MAX_PROVEN_GAP = 1 << 26;

    /** Gaps after which a direction is taken as badly captured and no longer waited for. */
    private static final int GAPS_OF_BAD_CAPTURE = 4;

    private static final long REORDERING_NANOS = REORDERING_MILLIS * 1_000_000L;
    private static final long NOT_STALLED = Long.MIN_VALUE;

    private final TcpDirection client = new TcpDirection();
    private final TcpDirection server = new TcpDirection();
    private final StreamParser parser;
    private final Losses losses;
    private long stalledSince = NOT_STALLED;
    private int stalledPackets;

    public TcpReassembly(StreamParser parser, Losses losses) {
        this.parser = parser;
        this.losses = losses;
    }

    /** Payload bytes of one direction so far, lost ones included, retransmitted ones counted once. */
    public long bytes(boolean fromClient) {
        return direction(fromClient).bytes;
    }

    /** Whether both directions have sent their last byte. */
    public boolean isClosed() {
        return client.ended && server.ended;
    }

    /** Whether either side has said that it is done. */
    public boolean isClosing() {
        return client.finSeen || server.finSeen;
    }

    /** Whether segments wait for others. */
    public boolean isWaiting() {
        return client.firstWaiting != null || server.firstWaiting != null || stalledSince != NOT_STALLED;
    }

    /** Bytes held back for want of others. */
    public int waitingBytes() {
        return client.waitingBytes + server.waitingBytes;
    }

    /** Whether a SYN of this direction with this sequence number belongs to this connection. */
    public boolean isOwnSyn(boolean fromClient, int sequence) {
        TcpDirection own = direction(fromClient);
        return !own.positioned || (own.bytes == 0 && (sequence + 1 == own.next || sequence + 1 == own.alternateNext));
    }

    /** Whether a reset with this sequence number is one that the receiver would believe. */
    public boolean isCredibleReset(boolean fromClient, int sequence) {
        TcpDirection own = direction(fromClient);
        int ahead = sequence - own.next;
        return !own.positioned || (ahead >= -(1 << 16) && ahead <= MAX_UNPROVEN_GAP);
    }

    private TcpDirection direction(boolean fromClient) {
        return fromClient ? client : server;
    }

    /** Writes the state of a connection in which nothing {@linkplain #isWaiting waits}. */
    public void save(StateRecord record) {
        client.save(record);
        server.save(record);
    }

    /** Takes over a state that {@link #save} wrote. */
    public void restore(StateRecord record) {
        client.restore(record);
        server.restore(record);
    }

    /** Takes one segment other than a reset. */
    public void segment(boolean fromClient, TransportPacket segment) {
        TcpDirection own = fromClient ? client : server;
        TcpDirection other = fromClient ? server : client;
        if ((segment.flags & (TransportPacket.SYN | TransportPacket.FIN)) == 0
                && own.positioned
                && own.heard
                && segment.sequence == own.next
                && own.firstWaiting == null
                && other.firstWaiting == null
                && stalledSince == NOT_STALLED
                && !own.finSeen) {
            int progress = segment.acknowledgement - other.next;
            if (progress <= 0 || !other.heard) {
                if (segment.wirePayloadLength > 0) {
                    deliver(fromClient, own, segment);
                }
                return;
            }
        }
        slowly(fromClient, own, other, segment);
    }

    private void deliver(boolean fromClient, TcpDirection own, TransportPacket segment) {
        int captured = segment.payloadLength;
        int length = segment.wirePayloadLength;
        own.next += length;
        own.bytes += length;
        if (captured > 0) {
            parser.data(fromClient, segment.bytes, segment.payload, captured, segment.nanos);
        }
        if (captured < length) {
            parser.gap(fromClient, length - captured, segment.nanos);
        }
    }

    private void slowly(boolean fromClient, TcpDirection own, TcpDirection other, TransportPacket segment) {
        int sequence = segment.sequence;
        boolean firstHeard = !own.heard;
        own.heard = true;
        if ((segment.flags & TransportPacket.SYN) != 0) {
            sequence++;
            synchronise(own, sequence);
        }
        boolean acknowledges = (segment.flags & TransportPacket.ACK) != 0;
        if (acknowledges) {
            acknowledge(other, segment.acknowledgement);
            if (other.gaps >= GAPS_OF_BAD_CAPTURE) {
                closeHole(!fromClient, other, segment.nanos);
            }
        }
        if (!own.positioned) {
            own.position(sequence);
            if (isProbe(segment)) {
                own.position(sequence + 1);
                return;
            }
        } else if (own.bytes == 0 && own.firstWaiting == null) {
            reposition(own, sequence, firstHeard);
        }
        if (segment.wirePayloadLength > 0) {
            take(fromClient, own, other, segment, sequence);
        }
        if ((segment.flags & TransportPacket.FIN) != 0 && !own.finSeen) {
            int fin = sequence + segment.wirePayloadLength;
            if (fin - own.next >= 0) {
                own.finSeen = true;
                own.finSequence = fin;
            }
        }
        settle(segment.nanos);
    }

    /** Mends a position that was only a guess: one of two SYN-ACKs, or the other side's acknowledgement. */
    private static void reposition(TcpDirection own, int sequence, boolean firstHeard) {
        if (sequence == own.alternateNext) {
            own.next = sequence;
        } else if (firstHeard && Math.abs((long) (sequence - own.next)) > MAX_UNPROVEN_GAP) {
            own.position(sequence);
        }
    }

    /** A keep-alive probe repeats the last byte or a zero in its place; at first sight only its form tells. */
    private static boolean isProbe(TransportPacket segment) {
        return segment.wirePayloadLength == 1
                && segment.payloadLength == 1
                && segment.bytes[segment.payload] == 0
                && (segment.flags & ~TransportPacket.ACK) == 0;
    }

    /** Takes the sequence number after a SYN; of two that disagree the acknowledgement will choose. */
    private static void synchronise(TcpDirection own, int next) {
        if (!own.positioned) {
            own.position(next);
        } else if (own.bytes == 0 && own.next != next && own.firstWaiting == null) {
            own.alternateNext = own.next;
            own.next = next;
            own.acknowledged = next;
        }
    }

    private static void acknowledge(TcpDirection other, int acknowledgement) {
        if (!other.positioned) {
            // picked up in the middle: what the other side sends next is what this one waits for
            other.position(acknowledgement);
        } else if (other.bytes == 0 && other.alternateNext == acknowledgement) {
            other.next = acknowledgement;
            other.acknowledged = acknowledgement;
        } else if (acknowledgement - other.acknowledged > 0 && acknowledgement - other.next <= MAX_PROVEN_GAP) {
            other.acknowledged = acknowledgement;
        }
    }

    /** Hands a segment with payload on, or keeps it until its turn. */
    private void take(boolean fromClient, TcpDirection own, TcpDirection other, TransportPacket segment, int sequence) {
        int old = own.next - sequence;
        int length = segment.wirePayloadLength;
        if (own.ended || old >= length || (own.finSeen && sequence - own.finSequence >= 0)) {
            return;
        }
        boolean acknowledges = (segment.flags & TransportPacket.ACK) != 0;
        if (old >= 0 && own.firstWaiting == null && (!acknowledges || !isAhead(other, segment.acknowledgement))) {
            int captured = segment.payloadLength;
            hand(fromClient, own, segment.bytes, segment.payload, captured, length, old, segment.nanos);
            return;
        }
        keep(
                own,
                new WaitingSegment(
                        sequence,
                        length,
                        Arrays.copyOfRange(segment.bytes, segment.payload, segment.payload + segment.payloadLength),
                        segment.nanos,
                        segment.acknowledgement,
                        acknowledges));
    }

    private static boolean isAhead(TcpDirection other, int acknowledgement) {
        return other.heard
                && other.positioned
                && !other.ended
                && other.gaps < GAPS_OF_BAD_CAPTURE
                && acknowledgement - other.next > 0
                && acknowledgement - other.next <= MAX_PROVEN_GAP;
    }

    /** Hands on what of a segment lies behind the {@code old} bytes that were handed on before. */
    private void hand(
            boolean fromClient,
            TcpDirection own,
            byte[] bytes,
            int offset,
            int captured,
            int length,
            int old,
            long nanos) {
        own.next += length - old;
        own.bytes += length - old;
        int fresh = captured - old;
        if (fresh > 0) {
            parser.data(fromClient, bytes, offset + old, fresh, nanos);
        }
        if (captured < length) {
            parser.gap(fromClient, length - Math.max(captured, old), nanos);
        }
    }

    private static void keep(TcpDirection own, WaitingSegment segment) {
        WaitingSegment last = own.lastWaiting;
        if (last == null) {
            own.firstWaiting = segment;
            own.lastWaiting = segment;
        } else if (segment.sequence - last.sequence >= 0) {
            if (segment.sequence == last.sequence && segment.length <= last.length) {
                return;
            }
            last.following = segment;
            own.lastWaiting = segment;
        } else if (!insert(own, segment)) {
            return;
        }
        own.waitingSegments++;
        own.waitingBytes += segment.bytes.length;
    }

    /** Puts a segment before the last one; false if the same bytes wait already. */
    private static boolean insert(TcpDirection own, WaitingSegment segment) {
        WaitingSegment before = null;
        WaitingSegment after = own.firstWaiting;
        while (after != null && segment.sequence - after.sequence >= 0) {
            if (segment.sequence == after.sequence && segment.length <= after.length) {
                return false;
            }
            before = after;
            after = after.following;
        }
        segment.following = after;
        if (before == null) {
            own.firstWaiting = segment;
        } else {
            before.following = segment;
        }
        return true;
    }

    /** Hands on whatever can be handed on now, and decides whether what is missing is lost. */
    private void settle(long nanos) {
        drain(nanos);
        while (isOverfull(client) || isOverfull(server)) {
            makeRoom(nanos);
            drain(nanos);
        }
        if (!isHoleProven(client) && !isHoleProven(server)) {
            stalledSince = NOT_STALLED;
            stalledPackets = 0;
            return;
        }
        if (stalledSince == NOT_STALLED) {
            stalledSince = nanos;
        }
        stalledPackets++;
        if (stalledPackets > REORDERING_PACKETS
                || nanos - stalledSince > REORDERING_NANOS
                || (isHoleProven(client) && client.gaps >= GAPS_OF_BAD_CAPTURE)
                || (isHoleProven(server) && server.gaps >= GAPS_OF_BAD_CAPTURE)) {
            while (isHoleProven(client) || isHoleProven(server)) {
                closeHole(true, client, nanos);
                closeHole(false, server, nanos);
                drain(nanos);
            }
            stalledSince = NOT_STALLED;
            stalledPackets = 0;
        }
    }

    private static boolean isOverfull(TcpDirection own) {
        return own.waitingBytes > MAX_WAITING_BYTES || own.waitingSegments > MAX_WAITING_SEGMENTS;
    }

    /** Whether the receiver has acknowledged bytes that were not captured. */
    private static boolean isHoleProven(TcpDirection own) {
        if (!own.heard || own.ended || own.acknowledged - own.next <= 0) {
            return false;
        }
        WaitingSegment first = own.firstWaiting;
        return first == null || first.sequence - own.next > 0;
    }

    /** Reports a proven hole as a gap. */
    private void closeHole(boolean fromClient, TcpDirection own, long nanos) {
        if (!isHoleProven(own)) {
            return;
        }
        int end = own.acknowledged;
        WaitingSegment first = own.firstWaiting;
        if (first != null && first.sequence - end < 0) {
            end = first.sequence;
        }
        if (own.finSeen && end - own.finSequence > 0) {
            end = own.finSequence;
        }
        gap(fromClient, own, end - own.next, nanos);
    }

    private void gap(boolean fromClient, TcpDirection own, int length, long nanos) {
        if (length <= 0) {
            finish(fromClient, own, nanos);
            return;
        }
        if (length == 1 && !own.finSeen && own.firstWaiting == null) {
            // one number acknowledged without a byte is a FIN that was not captured
            own.finSeen = true;
            own.finSequence = own.next;
            finish(fromClient, own, nanos);
            return;
        }
        own.next += length;
        own.bytes += length;
        own.gaps++;
        losses.add(Losses.Reason.LOST_SEGMENT);
        parser.gap(fromClient, length, nanos);
    }

    /** Makes room in the overfull direction by giving up what its first waiting segment waits for. */
    private void makeRoom(long nanos) {
        boolean fromClient = isOverfull(client);
        TcpDirection own = direction(fromClient);
        TcpDirection other = direction(!fromClient);
        WaitingSegment first = own.firstWaiting;
        if (first == null) {
            return;
        }
        int hole = first.sequence - own.next;
        if (hole > 0) {
            gap(fromClient, own, hole, nanos);
        } else if (isHoleProven(other)) {
            closeHole(!fromClient, other, nanos);
        } else {
            handFirst(fromClient, own, first);
        }
    }

    private void handFirst(boolean fromClient, TcpDirection own, WaitingSegment first) {
        remove(own, first);
        int old = own.next - first.sequence;
        if (old >= 0 && old < first.length) {
            hand(fromClient, own, first.bytes, 0, first.bytes.length, first.length, old, first.nanos);
        }
    }

    private void drain(long nanos) {
        boolean progress = true;
        while (progress) {
            progress = drain(true, client, server);
            progress |= drain(false, server, client);
        }
        finish(true, client, nanos);
        finish(false, server, nanos);
    }

    private boolean drain(boolean fromClient, TcpDirection own, TcpDirection other) {
        boolean progress = false;
        for (WaitingSegment first = own.firstWaiting; first != null; first = own.firstWaiting) {
            int old = own.next - first.sequence;
            if (old < 0 || (old < first.length && first.acknowledges && isAhead(other, first.acknowledgement))) {
                break;
            }
            handFirst(fromClient, own, first);
            progress = true;
        }
        return progress;
    }

    private static void remove(TcpDirection own, WaitingSegment first) {
        own.firstWaiting = first.following;
        if (own.firstWaiting == null) {
            own.lastWaiting = null;
        }
        own.waitingSegments--;
        own.waitingBytes -= first.bytes.length;
    }

    private void finish(boolean fromClient, TcpDirection own, long nanos) {
        if (own.finSeen && !own.ended && own.next - own.finSequence >= 0) {
            own.ended = true;
            own.next = own.finSequence + 1;
            own.firstWaiting = null;
            own.lastWaiting = null;
            own.waitingSegments = 0;
            own.waitingBytes = 0;
            parser.endOf(fromClient, nanos);
        }
    }

    /** Hands on what still waits, in the order in which it was captured, with gaps where bytes are missing. */
    public void flush(long nanos) {
        drain(nanos);
        stalledSince = NOT_STALLED;
        while (isWaiting()) {
            boolean fromClient = isEarlier(client.firstWaiting, server.firstWaiting);
            TcpDirection own = direction(fromClient);
            WaitingSegment first = own.firstWaiting;
            if (first == null) {
                break;
            }
            int hole = first.sequence - own.next;
            boolean proven = own.acknowledged - first.sequence >= 0;
            if (hole > MAX_UNPROVEN_GAP && !proven) {
                remove(own, first);
                continue;
            }
            if (hole > 0) {
                gap(fromClient, own, hole, first.nanos);
            }
            handFirst(fromClient, own, first);
            drain(nanos);
        }
        closeHole(true, client, nanos);
        closeHole(false, server, nanos);
    }

    private static boolean isEarlier(@Nullable WaitingSegment one, @Nullable WaitingSegment other) {
        return one != null && (other == null || one.nanos <= other.nanos);
    }
}
