package dev.sekisho.traffic.stream;

import org.jspecify.annotations.Nullable;

/** What is known of one direction of a TCP connection; fields of {@link TcpReassembly}, which alone writes them. */
final class TcpDirection {
    /** Whether anything was captured in this direction. */
    boolean heard;

    /** Whether {@link #next} means anything. */
    boolean positioned;

    /** Sequence number of the next byte to hand on. */
    int next;

    /** Sequence number after the other SYN-ACK where two disagree, equal to {@link #next} where they do not. */
    int alternateNext;

    /** Highest acknowledgement of this direction's bytes by the other side; meaningful once positioned. */
    int acknowledged;

    /** Bytes handed on, gaps included. */
    long bytes;

    /** Whether a FIN was captured, and the sequence number that it took. */
    boolean finSeen;

    int finSequence;

    /** Whether the last byte was handed on. */
    boolean ended;

    /** Segments that wait for earlier ones or for the other direction, by sequence number. */
    @Nullable
    WaitingSegment firstWaiting;

    @Nullable
    WaitingSegment lastWaiting;

    int waitingSegments;
    int waitingBytes;

    /** How many gaps had to be assumed; a direction that loses often is not waited for. */
    int gaps;

    void position(int sequence) {
        positioned = true;
        next = sequence;
        alternateNext = sequence;
        acknowledged = sequence;
    }

    /** Writes the state of a direction in which nothing waits. */
    void save(StateRecord record) {
        record.put((byte) ((heard ? 1 : 0) | (positioned ? 2 : 0) | (finSeen ? 4 : 0) | (ended ? 8 : 0)));
        record.put(next)
                .put(alternateNext)
                .put(acknowledged)
                .put(finSequence)
                .put(gaps)
                .put(bytes);
    }

    void restore(StateRecord record) {
        int flags = record.getByte();
        heard = (flags & 1) != 0;
        positioned = (flags & 2) != 0;
        finSeen = (flags & 4) != 0;
        ended = (flags & 8) != 0;
        next = record.getInt();
        alternateNext = record.getInt();
        acknowledged = record.getInt();
        finSequence = record.getInt();
        gaps = record.getInt();
        bytes = record.getLong();
    }

    /** A segment that came before its turn; its bytes are a copy. */
    static final class WaitingSegment {
        final int sequence;

        /** Payload bytes on the wire; the array holds as many of them as were captured. */
        final int length;

        final byte[] bytes;
        final long nanos;

        /** What the segment acknowledges of the other direction. */
        final int acknowledgement;

        final boolean acknowledges;

        @Nullable
        WaitingSegment following;

        WaitingSegment(int sequence, int length, byte[] bytes, long nanos, int acknowledgement, boolean acknowledges) {
            this.sequence = sequence;
            this.length = length;
            this.bytes = bytes;
            this.nanos = nanos;
            this.acknowledgement = acknowledgement;
            this.acknowledges = acknowledges;
        }
    }
}
