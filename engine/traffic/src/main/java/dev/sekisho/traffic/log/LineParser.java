package dev.sekisho.traffic.log;

import dev.sekisho.traffic.Losses;
import org.jspecify.annotations.Nullable;

/** Understands the lines of one log file, in order. Used by one thread. No input makes it throw. */
interface LineParser {

    /**
     * What the line tells: null where it tells nothing of use (a header, another log's line), and null after counting
     * {@link Losses.Reason#MALFORMED_LOG_LINE} where it cannot be understood.
     */
    @Nullable
    LogEvent parse(byte[] bytes, int start, int length, Losses losses);
}
