package dev.sekisho.traffic.input;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.capture.CaptureReader;
import dev.sekisho.traffic.capture.InputFile;
import dev.sekisho.traffic.capture.PacketHandler;
import dev.sekisho.traffic.input.TrafficReader.UnreadableInput;
import dev.sekisho.traffic.packet.PacketDecoder;
import dev.sekisho.traffic.packet.TransportHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The reading of captures, one after the other in the order of their first packets, up to decoded packets. */
final class CaptureRun implements Runnable {
    private static final long NO_TIME = Long.MAX_VALUE;

    final Losses losses = new Losses();
    final List<UnreadableInput> unreadable = new ArrayList<>();
    private final List<Path> inputs;
    private final PacketDecoder decoder;
    private final PacketCounter counter;
    int files;
    long bytes;

    CaptureRun(List<Path> inputs, TransportHandler handler, ProgressListener progress) {
        this.inputs = inputs;
        this.decoder = new PacketDecoder(handler, losses);
        this.counter = new PacketCounter(decoder, progress, totalSize(inputs));
    }

    private record TimedInput(Path path, long firstNanos) {}

    long packets() {
        return counter.packets;
    }

    @Override
    public void run() {
        for (Path input : inTimeOrder(inputs)) {
            try (InputFile file = InputFile.open(input)) {
                counter.begin(file, bytes);
                if (new CaptureReader(file, losses).read(counter)) {
                    files++;
                } else {
                    reject(input, reasonOf(file));
                }
                bytes += file.bytesRead();
            } catch (IOException e) {
                reject(input, reasonOf(e));
            }
        }
        decoder.end();
    }

    private void reject(Path input, String reason) {
        losses.add(Reason.UNREADABLE_FILE);
        unreadable.add(new UnreadableInput(input, reason));
    }

    private static String reasonOf(InputFile file) {
        return file.damage() == null
                ? "it is neither a capture nor a log of a known format"
                : "its compressed content breaks off, is damaged, or is zstd with a window above 8 MiB"
                        + " (compress with a level up to 19 and without --long)";
    }

    private static String reasonOf(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    static long totalSize(List<Path> inputs) {
        long total = 0;
        for (Path input : inputs) {
            total += input.toFile().length();
        }
        return total;
    }

    private static List<Path> inTimeOrder(List<Path> inputs) {
        if (inputs.size() < 2) {
            return inputs;
        }
        List<TimedInput> timed = new ArrayList<>(inputs.size());
        for (Path input : inputs) {
            timed.add(new TimedInput(input, firstTime(input)));
        }
        timed.sort(Comparator.comparingLong(TimedInput::firstNanos));
        List<Path> ordered = new ArrayList<>(timed.size());
        for (TimedInput input : timed) {
            ordered.add(input.path());
        }
        return ordered;
    }

    private static long firstTime(Path input) {
        try (InputFile file = InputFile.open(input)) {
            FirstTime first = new FirstTime(file, new Losses());
            first.reader.read(first);
            return first.nanos;
        } catch (IOException e) {
            return NO_TIME;
        }
    }

    /** Notes the time of the first packet and lets the reading end. */
    private static final class FirstTime implements PacketHandler {
        private final CaptureReader reader;
        private long nanos = NO_TIME;

        FirstTime(InputFile file, Losses losses) {
            reader = new CaptureReader(file, losses);
        }

        @Override
        public void packet(byte[] bytes, int offset, int length, int wireLength, long packetNanos, int linkType) {
            if (nanos == NO_TIME) {
                nanos = packetNanos;
                reader.stop();
            }
        }
    }

    /** Counts packets on their way to the decoder and tells how far the reading has come. */
    private static final class PacketCounter implements PacketHandler {
        /** Packets between two reports. */
        private static final int REPORT_INTERVAL = 1 << 16;

        private final PacketDecoder decoder;
        private final ProgressListener progress;
        private final long totalBytes;
        private long packets;
        private long bytesBefore;
        private InputFile file;

        @SuppressWarnings("NullAway.Init") // the file is set before the first packet
        PacketCounter(PacketDecoder decoder, ProgressListener progress, long totalBytes) {
            this.decoder = decoder;
            this.progress = progress;
            this.totalBytes = totalBytes;
        }

        void begin(InputFile opened, long bytesReadBefore) {
            file = opened;
            bytesBefore = bytesReadBefore;
        }

        @Override
        public void packet(byte[] bytes, int offset, int length, int wireLength, long nanos, int linkType) {
            if ((++packets & REPORT_INTERVAL - 1) == 0) {
                progress.progress(bytesBefore + file.bytesRead(), totalBytes, packets);
            }
            decoder.packet(bytes, offset, length, wireLength, nanos, linkType);
        }
    }
}
