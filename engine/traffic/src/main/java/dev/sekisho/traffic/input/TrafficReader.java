package dev.sekisho.traffic.input;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.log.LogReader;
import dev.sekisho.traffic.session.ConnectionTracker;
import java.nio.file.Path;
import java.util.ArrayList;
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
    /** Captures larger than this are read, followed and reported in a thread each. */
    private static final long WORTH_THREADS_BYTES = 4 << 20;

    private final List<UnreadableInput> unreadable = new ArrayList<>();

    /**
     * An input that could not be read.
     *
     * @param input its path as given
     * @param reason why, in words for the user
     */
    public record UnreadableInput(Path input, String reason) {}

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
        if (CaptureRun.totalSize(inputs) < WORTH_THREADS_BYTES) {
            Losses losses = new Losses();
            ConnectionTracker tracker = new ConnectionTracker(settings, sink, losses);
            CaptureRun run = new CaptureRun(inputs, tracker, progress);
            run.run();
            tracker.end();
            return summary(run, tracker, losses);
        }
        EventPipe events = new EventPipe();
        PacketPipe packets = new PacketPipe();
        Losses losses = new Losses();
        ConnectionTracker tracker = new ConnectionTracker(settings, events, losses);
        CaptureRun run = new CaptureRun(inputs, packets, progress);
        events.run(
                () -> {
                    packets.run(run, tracker);
                    tracker.end();
                },
                sink);
        return summary(run, tracker, losses);
    }

    private ReadSummary summary(CaptureRun run, ConnectionTracker tracker, Losses losses) {
        run.losses.counts().forEach(losses::add);
        unreadable.addAll(run.unreadable);
        return new ReadSummary(
                run.files,
                run.packets(),
                run.bytes,
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
}
