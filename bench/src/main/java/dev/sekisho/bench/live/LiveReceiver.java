package dev.sekisho.bench.live;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.capture.LiveCapture;
import dev.sekisho.traffic.packet.PacketDecoder;
import dev.sekisho.traffic.packet.TransportHandler;
import dev.sekisho.traffic.packet.TransportPacket;
import java.io.IOException;
import java.time.Duration;

/**
 * Captures an interface live, decodes every packet, and prints at the end how many there were.
 *
 * <pre>LiveReceiver INTERFACE</pre>
 *
 * Prints a line when it is ready; ends when its standard input ends.
 */
public final class LiveReceiver {
    private LiveReceiver() {}

    private static final class Counter implements TransportHandler {
        private long segments;
        private long datagrams;

        @Override
        public void tcp(TransportPacket segment) {
            segments++;
        }

        @Override
        public void udp(TransportPacket datagram) {
            datagrams++;
        }
    }

    /** Runs it; arguments as above. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: LiveReceiver INTERFACE");
            System.exit(2);
        }
        Losses losses = new Losses();
        Counter counter = new Counter();
        LiveCapture capture = LiveCapture.open(arguments[0], LiveCapture.Settings.DEFAULT, losses);
        Thread reader = Thread.ofPlatform().name("capture").start(() -> {
            try {
                capture.read(new PacketDecoder(counter, losses));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        System.out.println("ready");
        byte[] ignored = new byte[64];
        while (System.in.read(ignored) >= 0) {
            // whatever is written to it means nothing; its end does
        }
        capture.close();
        reader.join();
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        System.out.printf(
                "decoded %d packets: %d TCP segments, %d UDP datagrams; %d dropped by the kernel; %.1f s of CPU time%n",
                capture.packets(),
                counter.segments,
                counter.datagrams,
                losses.count(Reason.DROPPED_BY_KERNEL),
                cpu.toMillis() / 1e3);
        System.out.println("not understood: " + losses.counts());
    }
}
