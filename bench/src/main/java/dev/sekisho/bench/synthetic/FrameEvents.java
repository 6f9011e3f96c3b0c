package dev.sekisho.bench.synthetic;

import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.capture.PacketHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Turns planned exchanges into Ethernet frames, sent in the order of their times. */
final class FrameEvents implements ExchangeSink {
    /** Time between two frames of one transfer, 100 Mbit/s. */
    private static final long FRAME_NANOS = 120_000;

    private static final long ROUND_TRIP_NANOS = 100_000;
    private static final long HELLOS_NANOS = 600_000;
    private static final byte[] NOTHING = {};

    private final TcpFrame frame;
    private final SplittableRandom random;
    private final PriorityQueue<Pending> pending = new PriorityQueue<>();
    private final Map<Long, Flow> flows = new HashMap<>();
    private long frames;
    private int ports;

    FrameEvents(PacketHandler out, long seed) {
        frame = new TcpFrame(out);
        random = new SplittableRandom(~seed);
    }

    /** How long {@code bytes} take after the first of them. */
    static long transferNanos(long bytes) {
        return (bytes - 1) / TcpFrame.SEGMENT * FRAME_NANOS;
    }

    /** How long the opening of a connection takes before its first request. */
    static long openingNanos(boolean tls) {
        return ROUND_TRIP_NANOS + (tls ? HELLOS_NANOS : 0);
    }

    /** An open connection. */
    private static final class Flow {
        final long id;
        final int client;
        final SyntheticServer server;
        final int port;
        int sent;
        int received;
        long busyUntil;
        long closing;

        Flow(long id, int client, SyntheticServer server, int port, int sent, int received) {
            this.id = id;
            this.client = client;
            this.server = server;
            this.port = port;
            this.sent = sent;
            this.received = received;
        }
    }

    /** A frame that waits for its time. */
    private static final class Pending implements Comparable<Pending> {
        final long nanos;
        final long number;
        final Flow flow;
        final boolean up;
        final int sequence;
        final int acknowledgement;
        final int flags;
        final byte[] payload;
        final int offset;
        final int length;

        Pending(long nanos, long number, Flow flow, boolean up, int flags, byte[] payload, int offset, int length) {
            this.nanos = nanos;
            this.number = number;
            this.flow = flow;
            this.up = up;
            this.sequence = up ? flow.sent : flow.received;
            this.acknowledgement = flags == TcpFrame.SYN ? 0 : up ? flow.received : flow.sent;
            this.flags = flags;
            this.payload = payload;
            this.offset = offset;
            this.length = length;
        }

        @Override
        public int compareTo(Pending other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    @Override
    public void exchange(PlannedExchange planned) {
        long id = ((long) planned.client() << 32) | (planned.server().address() & 0xffff_ffffL);
        Flow flow = flows.get(id);
        long start = flow == null ? planned.nanos() : Math.max(planned.nanos(), flow.busyUntil);
        boolean tls = planned.server().protocol() == Protocol.TLS;
        if (flow == null
                || start - flow.busyUntil > planned.server().keepAlive().toNanos()) {
            flow = open(id, planned, start, tls);
            flows.put(id, flow);
            start += openingNanos(tls);
        }
        int up = planned.requestHead().length() + planned.requestBody();
        int down = planned.responseHead().length() + planned.responseBody();
        transfer(
                flow,
                true,
                start,
                tls
                        ? TlsRecords.sealed(up, random)
                        : TlsRecords.clear(planned.requestHead(), planned.requestBody(), random));
        long answer = start + planned.answerNanos();
        byte[] response = tls
                ? TlsRecords.sealed(down, random)
                : TlsRecords.clear(planned.responseHead(), planned.responseBody(), random);
        flow.busyUntil = transfer(flow, false, answer, response);
        flow.closing = frames;
        add(
                flow.busyUntil + planned.server().keepAlive().toNanos(),
                flow,
                false,
                TcpFrame.FIN | TcpFrame.ACK,
                NOTHING,
                0,
                0);
    }

    private Flow open(long id, PlannedExchange planned, long start, boolean tls) {
        int client = SyntheticDay.FIRST_CLIENT + planned.client();
        Flow flow =
                new Flow(id, client, planned.server(), 32_768 + ports++ % 28_000, random.nextInt(), random.nextInt());
        add(start, flow, true, TcpFrame.SYN, NOTHING, 0, 0);
        flow.sent++;
        add(start + ROUND_TRIP_NANOS / 2, flow, false, TcpFrame.SYN | TcpFrame.ACK, NOTHING, 0, 0);
        flow.received++;
        long opened = start + ROUND_TRIP_NANOS;
        add(opened, flow, true, TcpFrame.ACK, NOTHING, 0, 0);
        if (tls) {
            transfer(flow, true, opened, TlsRecords.clientHello(planned.server().name(), planned.userAgent(), random));
            transfer(flow, false, opened + HELLOS_NANOS / 3, TlsRecords.serverHello(random));
            transfer(flow, true, opened + HELLOS_NANOS - 1, TlsRecords.clientFinished(random));
        }
        return flow;
    }

    /** Sends {@code bytes} from {@code nanos} on; returns the time of the last frame. */
    private long transfer(Flow flow, boolean up, long nanos, byte[] bytes) {
        long at = nanos;
        for (int offset = 0; offset < bytes.length; offset += TcpFrame.SEGMENT) {
            int length = Math.min(TcpFrame.SEGMENT, bytes.length - offset);
            at = nanos + offset / TcpFrame.SEGMENT * FRAME_NANOS;
            add(at, flow, up, TcpFrame.PUSH | TcpFrame.ACK, bytes, offset, length);
            if (up) {
                flow.sent += length;
            } else {
                flow.received += length;
            }
        }
        return at;
    }

    private void add(long nanos, Flow flow, boolean up, int flags, byte[] payload, int offset, int length) {
        pending.add(new Pending(nanos, frames++, flow, up, flags, payload, offset, length));
    }

    @Override
    public void reached(long nanos) {
        while (!pending.isEmpty() && pending.peek().nanos < nanos) {
            Pending next = pending.remove();
            if ((next.flags & TcpFrame.FIN) == 0) {
                send(next.nanos, next.flow, next.up, next.sequence, next.acknowledgement, next.flags, next);
            } else if (next.number == next.flow.closing) {
                close(next);
            }
        }
    }

    /** Sends the end of a connection that stayed idle: what was planned as its end is void once it is used again. */
    private void close(Pending end) {
        Flow flow = end.flow;
        flows.remove(flow.id, flow);
        send(end.nanos, flow, false, flow.received, flow.sent, TcpFrame.FIN | TcpFrame.ACK, end);
        send(end.nanos, flow, true, flow.sent, flow.received + 1, TcpFrame.FIN | TcpFrame.ACK, end);
        send(end.nanos, flow, false, flow.received + 1, flow.sent + 1, TcpFrame.ACK, end);
    }

    private void send(
            long nanos, Flow flow, boolean up, int sequence, int acknowledgement, int flags, Pending content) {
        int server = flow.server.address();
        int serverPort = flow.server.port();
        frame.send(
                nanos,
                up ? flow.client : server,
                up ? flow.port : serverPort,
                up ? server : flow.client,
                up ? serverPort : flow.port,
                sequence,
                acknowledgement,
                flags,
                content.payload,
                content.offset,
                content.length);
    }

    @Override
    public void finish() {
        reached(Long.MAX_VALUE);
    }
}
