package dev.sekisho.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line on a terminal that is drawn again as work goes on, and wiped when it ends. Draws nothing elsewhere. Used by
 * one thread.
 */
final class ProgressLine implements AutoCloseable {
    /** How often it is drawn at most. */
    static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long work goes on before anything is drawn: what ends at once needs no progress. */
    static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** Longer lines would wrap on a terminal of ordinary width, and a wrapped line cannot be wiped. */
    static final int WIDTH = 79;

    private static final String WIPE = "\r\u001b[K";

    private final PrintStream stream;
    private final boolean visible;
    private final LongSupplier nanoTime;
    private long nextDrawing;
    private boolean drawn;

    /** A line on standard error, if that is a terminal and progress is wanted. */
    static ProgressLine onStandardError(boolean wanted) {
        return new ProgressLine(System.err, wanted && Terminal.ofProcess().error(), System::nanoTime);
    }

    ProgressLine(PrintStream stream, boolean visible, LongSupplier nanoTime) {
        this.stream = stream;
        this.visible = visible;
        this.nanoTime = nanoTime;
        this.nextDrawing = nanoTime.getAsLong() + DELAY_NANOS;
    }

    /** Draws the text if it is time to; cheap enough to be called every few thousand packets. */
    void show(Supplier<String> text) {
        if (!visible) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - nextDrawing < 0) {
            return;
        }
        nextDrawing = now + INTERVAL_NANOS;
        String line = text.get();
        stream.print(WIPE + (line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…"));
        stream.flush();
        drawn = true;
    }

    /** Wipes the line, so that what follows begins in its place. */
    @Override
    public void close() {
        if (drawn) {
            stream.print(WIPE);
            stream.flush();
            drawn = false;
        }
    }
}
