package dev.sekisho.extrusion.evaluate;

import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionSink;
import java.nio.file.Path;

/** Reads an input, a capture or a log or a folder of logs, as sessions. */
@FunctionalInterface
public interface SessionSource {
    /** Reads {@code input} to its end. */
    ReadSummary read(Path input, SessionSink sink);
}
