package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.capture.CaptureReader;
import dev.sekisho.traffic.capture.InputFile;
import dev.sekisho.traffic.capture.PacketHandler;
import dev.sekisho.traffic.log.LogReader;
import dev.sekisho.traffic.packet.PacketDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads inputs of every kind, told apart by their content, and hands the communication sessions in them to a
 * {@link SessionSink}.
 *
 * <p>Several captures of one run are read in the order of their first packets, and sessions go on from one to the next;
 * logs are read after them, together, as sessions of their own.
 * An input that cannot be read is counted, kept in {@link #unreadable()} with its reason, and the run goes on. For one
 * run; used by one thread.
 */
public final class TrafficReader {
    private static final long NO_TIME = Long.MAX_VALUE;

    private final List<UnreadableInput> unreadable = new ArrayList<>();

    /**
     * An input that could not be read.
     *
     * @param input its path as given
     * @param reason why, in words for the user
     */
    public record UnreadableInput(Path input, String reason) {}

    private record TimedInput(Path path, long firstNanos) {}

    /** Reads {@code inputs} to their ends; to be called once. */
    public ReadSummary read(List<Path> inputs, SessionSettings settings, SessionSink sink, ProgressListener progress) {
        List<Path> captures = new ArrayList<>();
        List<Path> logs = new ArrayList<>();
        for (Path input : inputs) {
            (LogReader.isForLogs(input) ? logs : captures).add(input);
        }
        ReadSummary fromCaptures = readCaptures(captures, settings, sink, progress);
        return logs.isEmpty() ? fromCaptures : readLogs(logs, settings, sink, fromCaptures);
    }

    private ReadSummary readCaptures(
            List<Path> inputs, SessionSettings settings, SessionSink sink, ProgressListener progress) {
        Losses losses = new Losses();
        ConnectionTracker tracker = new ConnectionTracker(settings, sink, losses);
        PacketDecoder decoder = new PacketDecoder(tracker, losses);
        PacketCounter counter = new PacketCounter(decoder, progress, totalSize(inputs));
        int files = 0;
        long bytes = 0;
        for (Path input : inTimeOrder(inputs)) {
            try (InputFile file = InputFile.open(input)) {
                counter.begin(file, bytes);
                if (new CaptureReader(file, losses).read(counter)) {
                    files++;
                } else {
                    reject(losses, input, reasonOf(file));
                }
                bytes += file.bytesRead();
            } catch (IOException e) {
                reject(losses, input, reasonOf(e));
            }
        }
        decoder.end();
        tracker.end();
        return new ReadSummary(
                files,
                counter.packets,
                bytes,
                tracker.connectionCount(),
                tracker.exchangeCount(),
                tracker.sessionCount(),
                losses);
    }

    /** Reads logs; their sessions are numbered on from those of the captures. */
    private static ReadSummary readLogs(
            List<Path> inputs, SessionSettings settings, SessionSink sink, ReadSummary before) {
        SessionSink numbered = before.sessions() == 0 ? sink : new RenumberingSink(sink, before.sessions());
        ReadSummary summary = new LogReader(settings, numbered).read(inputs);
        Losses losses = before.losses();
        summary.losses().counts().forEach(losses::add);
        return new ReadSummary(
                before.files() + summary.files(),
                before.packets() + summary.packets(),
                before.bytes() + summary.bytes(),
                before.connections() + summary.connections(),
                before.exchanges() + summary.exchanges(),
                before.sessions() + summary.sessions(),
                losses);
    }

    /** The inputs that could not be read, in the order in which that was found. */
    public List<UnreadableInput> unreadable() {
        return List.copyOf(unreadable);
    }

    private void reject(Losses losses, Path input, String reason) {
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

    private static long totalSize(List<Path> inputs) {
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
