package dev.sekisho.bench.live;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.capture.CaptureReader;
import dev.sekisho.traffic.capture.InputFile;
import dev.sekisho.traffic.capture.PacketHandler;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends the packets of a capture on an interface, over and over, at an even rate, and prints how many the kernel took.
 *
 * <pre>CaptureSender CAPTURE INTERFACE PACKETS_PER_SECOND SECONDS</pre>
 *
 * A rate of 0 means as fast as it goes. The capture is held in memory, so that nothing but sending is measured.
 */
public final class CaptureSender {
    private static final int ETHERNET = 1;
    private static final int SHORTEST_FRAME_BYTES = 14;
    private static final int LONGEST_FRAME_BYTES = 65_535;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int BURST = 32;

    private CaptureSender() {}

    /** Runs it; arguments as above. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            System.err.println("usage: CaptureSender CAPTURE INTERFACE PACKETS_PER_SECOND SECONDS");
            System.exit(2);
        }
        List<MemorySegment> frames = load(Path.of(arguments[0]));
        FrameSocket socket = new FrameSocket(arguments[1]);
        long rate = Long.parseLong(arguments[2]);
        long seconds = Long.parseLong(arguments[3]);
        send(frames, socket, rate, seconds);
    }

    private static List<MemorySegment> load(Path capture) throws IOException {
        List<MemorySegment> frames = new ArrayList<>();
        Arena arena = Arena.global();
        PacketHandler keep = (bytes, offset, length, wireLength, nanos, linkType) -> {
            if (linkType == ETHERNET && length >= SHORTEST_FRAME_BYTES && length <= LONGEST_FRAME_BYTES) {
                MemorySegment frame = arena.allocate(length);
                MemorySegment.copy(bytes, offset, frame, ValueLayout.JAVA_BYTE, 0, length);
                frames.add(frame);
            }
        };
        try (InputFile input = InputFile.open(capture)) {
            new CaptureReader(input, new Losses()).read(keep);
        }
        return frames;
    }

    private static void send(List<MemorySegment> frames, FrameSocket socket, long rate, long seconds) {
        long sent = 0;
        long refused = 0;
        long bytes = 0;
        int next = 0;
        long start = System.nanoTime();
        long elapsed = 0;
        while (elapsed < seconds * NANOS_PER_SECOND) {
            long due = rate == 0 ? Long.MAX_VALUE : rate * (elapsed / 1000) / 1_000_000;
            for (int i = 0; i < BURST && sent + refused < due; i++) {
                MemorySegment frame = frames.get(next);
                next = next + 1 == frames.size() ? 0 : next + 1;
                if (socket.send(frame)) {
                    sent++;
                    bytes += frame.byteSize();
                } else {
                    refused++;
                }
            }
            if (sent + refused >= due) {
                LockSupport.parkNanos(200_000);
            }
            elapsed = System.nanoTime() - start;
        }
        System.out.printf(
                "sent %d packets, %d MB, in %.2f s: %d packets/s; %d refused by the kernel%n",
                sent, bytes / 1_000_000, elapsed / 1e9, sent * NANOS_PER_SECOND / elapsed, refused);
    }
}
