package dev.sekisho.traffic.input;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.capture.LiveCapture;
import dev.sekisho.traffic.capture.PacketHandler;
import dev.sekisho.traffic.packet.PacketDecoder;
import dev.sekisho.traffic.session.ConnectionTracker;
import java.io.Closeable;
import java.io.IOException;

/**
 * Reads the packets of a network interface as they come and hands the communication sessions in them to a
 * {@link SessionSink}.
 *
 * <p>Capturing, decoding and following the connections go on in the one thread that calls {@link #read}: while it is
 * busy otherwise, packets wait in the kernel's ring, and what finds no room there is counted. {@link #close} may be
 * called by any thread.
 */
public final class LiveReader implements Closeable {
    /** How often the pulse comes, about. */
    public static final int PULSES_PER_SECOND = 10;

    private static final long PULSE_NANOS = 1_000_000_000L / PULSES_PER_SECOND;

    private final Losses losses;
    private final LiveCapture capture;
    private final ConnectionTracker tracker;
    private long bytes;

    private LiveReader(LiveCapture capture, Losses losses, ConnectionTracker tracker) {
        this.capture = capture;
        this.losses = losses;
        this.tracker = tracker;
    }

    /**
     * Begins to capture; packets wait until {@link #read} takes them.
     *
     * @throws IOException if there is no such interface or this process must not capture, with what to do about it
     */
    public static LiveReader open(
            String interfaceName, LiveCapture.Settings capturing, SessionSettings settings, SessionSink sink)
            throws IOException {
        Losses losses = new Losses();
        LiveCapture capture = LiveCapture.open(interfaceName, capturing, losses);
        return new LiveReader(capture, losses, new ConnectionTracker(settings, sink, losses));
    }

    /**
     * Reads until {@link #close} is called, and ends all sessions then.
     *
     * @param pulse is run {@value #PULSES_PER_SECOND} times a second or somewhat less, between two packets
     * @throws IOException if the interface has been removed; what came before is complete then, its sessions ended
     */
    public void read(Runnable pulse) throws IOException {
        PacketDecoder decoder = new PacketDecoder(tracker, losses);
        try {
            capture.read(new Counted(decoder, pulse));
        } finally {
            decoder.end();
            tracker.end();
        }
    }

    /** Counts packets on their way to the decoder and gives the pulse by their times. */
    private final class Counted implements PacketHandler {
        private final PacketDecoder decoder;
        private final Runnable pulse;
        private long pulseNanos;

        Counted(PacketDecoder decoder, Runnable pulse) {
            this.decoder = decoder;
            this.pulse = pulse;
        }

        @Override
        public void packet(byte[] packet, int offset, int length, int wireLength, long nanos, int linkType) {
            bytes += wireLength;
            decoder.packet(packet, offset, length, wireLength, nanos, linkType);
            beat(nanos);
        }

        @Override
        public void idle(long nanos) {
            decoder.idle(nanos);
            beat(nanos);
        }

        private void beat(long nanos) {
            // the clock may be set back
            if (Math.abs(nanos - pulseNanos) >= PULSE_NANOS) {
                pulseNanos = nanos;
                pulse.run();
            }
        }
    }

    /** What has been read so far; to be asked by the reading thread, or after it. */
    public ReadSummary summary() {
        return new ReadSummary(
                1,
                capture.packets(),
                bytes,
                tracker.connectionCount(),
                tracker.exchangeCount(),
                tracker.sessionCount(),
                losses);
    }

    /** Makes the reading end and waits until it has let go of the interface. */
    @Override
    public void close() throws IOException {
        capture.close();
    }
}
