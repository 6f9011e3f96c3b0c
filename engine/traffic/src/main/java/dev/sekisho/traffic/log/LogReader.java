package dev.sekisho.traffic.log;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.session.SessionAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads logs of other tools as communication sessions.
 *
 * <p>All files are read together, each as a stream, in the order of their times: rotated files one after the other, the
 * logs of different kinds side by side. Files are recognised by content. Used by one thread, once.
 */
public final class LogReader {
    /**
     * How much later than its end the line of a connection may be written: tools wait for a silence before they call a
     * connection ended, and lines about its content come before.
     */
    private static final long END_IS_TOLD_AFTER_NANOS = 600L * 1_000_000_000L;

    private final Losses losses = new Losses();
    private final SessionAssembler assembler;
    private final TimeOrder order;
    private final ConnectionJoin join;
    private final PriorityQueue<LogStream> wholes = new PriorityQueue<>();
    private final PriorityQueue<LogStream> details = new PriorityQueue<>();
    private int files;
    private long lines;
    private long bytes;

    /** Makes a reader that reports to {@code sink}. */
    public LogReader(SessionSettings settings, SessionSink sink) {
        assembler = new SessionAssembler(settings, sink, losses);
        order = new TimeOrder(settings, assembler);
        join = new ConnectionJoin(settings, new LogExchanges(settings, order), losses);
    }

    /**
     * Reads {@code inputs} to their end. A folder means all logs in it and below; what else lies there is passed over.
     * A file named itself that is no log, or cannot be read, is counted as {@link Losses.Reason#UNREADABLE_FILE}.
     */
    public ReadSummary read(Collection<Path> inputs) {
        for (Path input : inputs) {
            collect(input);
        }
        for (LogStream stream = mostUrgent(); stream != null; stream = mostUrgent()) {
            advance(stream);
        }
        join.end();
        order.end();
        assembler.end();
        return summary();
    }

    /** Whether {@code input} is for this reader: a folder, or a file that begins like a log of a known format. */
    public static boolean isForLogs(Path input) {
        if (Files.isDirectory(input)) {
            return true;
        }
        try (LogFile file = LogFile.open(input, new Losses())) {
            return file != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** What has been read so far. */
    public ReadSummary summary() {
        return new ReadSummary(
                files, lines, bytes, assembler.connections(), assembler.exchanges(), assembler.sessions(), losses);
    }

    private void collect(Path input) {
        if (!Files.isDirectory(input)) {
            if (!queue(input)) {
                losses.add(Losses.Reason.UNREADABLE_FILE);
            }
            return;
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(input)) {
            walk.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).forEach(found::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            losses.add(Losses.Reason.UNREADABLE_FILE);
        }
        for (Path file : found) {
            queue(file);
        }
    }

    /** Looks at the first event of a file and closes it again, so that only files whose time has come stay open. */
    private boolean queue(Path path) {
        try (LogFile file = LogFile.open(path, new Losses())) {
            if (file == null) {
                return false;
            }
            files++;
            enqueue(new LogStream(path), file.peek());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void enqueue(LogStream stream, @Nullable LogEvent next) {
        if (next instanceof LogEvent.ConnectionSeen whole) {
            stream.turn = whole.nanos() + END_IS_TOLD_AFTER_NANOS;
            wholes.add(stream);
        } else {
            stream.turn = next == null ? Long.MAX_VALUE : next.nanos();
            details.add(stream);
        }
    }

    /** The stream whose next event comes first, connections' ends sooner than their turn when too much waits for them. */
    private @Nullable LogStream mostUrgent() {
        LogStream whole = wholes.peek();
        LogStream detail = details.peek();
        boolean takeWhole = whole != null && (detail == null || join.isCrowded() || whole.turn <= detail.turn);
        return takeWhole ? wholes.poll() : details.poll();
    }

    private void advance(LogStream stream) {
        try {
            if (step(stream)) {
                LogFile file = stream.file;
                enqueue(stream, file == null ? null : file.peek());
            }
        } catch (IOException e) {
            losses.add(Losses.Reason.UNREADABLE_FILE);
            finish(stream);
        }
    }

    /** Takes the next event of a stream; false when that was its last. */
    private boolean step(LogStream stream) throws IOException {
        LogFile file = stream.file;
        if (file == null) {
            file = LogFile.open(stream.path, losses);
            if (file == null) {
                return false;
            }
            stream.file = file;
        }
        LogEvent event = file.peek();
        if (event == null) {
            finish(stream);
            return false;
        }
        join.accept(event);
        file.advance();
        return true;
    }

    private void finish(LogStream stream) {
        LogFile file = stream.file;
        if (file == null) {
            return;
        }
        lines += file.lines();
        bytes += file.bytes();
        try {
            file.close();
        } catch (IOException e) {
            losses.add(Losses.Reason.UNREADABLE_FILE);
        }
    }

    private static final class LogStream implements Comparable<LogStream> {
        final Path path;
        long turn;

        @Nullable
        LogFile file;

        LogStream(Path path) {
            this.path = path;
        }

        @Override
        public int compareTo(LogStream other) {
            return Long.compare(turn, other.turn);
        }
    }
}
