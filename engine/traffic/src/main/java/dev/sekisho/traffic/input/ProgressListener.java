package dev.sekisho.traffic.input;

/** Hears how far a run has come, a few times per second at most; may be called by a thread of the reading's own. */
@FunctionalInterface
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = (bytesRead, bytesTotal, packets) -> {};

    /**
     * Takes the state of the run.
     *
     * @param bytesRead bytes of all inputs read so far, before decompression
     * @param bytesTotal size of all inputs in bytes, 0 if unknown
     * @param packets packets or log lines read so far
     */
    void progress(long bytesRead, long bytesTotal, long packets);
}
