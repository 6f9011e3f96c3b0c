package dev.sekisho.traffic.capture;

import dev.sekisho.traffic.Losses;
import java.io.IOException;

/**
 * Reads a capture file, whatever its form, and hands its packets on in the order of the file.
 *
 * <p>The form is recognised from the first bytes alone, never from the file's name. A damaged or truncated file is read
 * as far as it goes: what was skipped is counted in the given {@link Losses}, and nothing but a failing disk makes a
 * reading throw. Memory is bounded by a constant.
 *
 * <p>Used by one thread; {@link #stop()} may be called by another.
 */
public final class CaptureReader {
    private final InputFile input;
    private final Losses losses;
    private volatile boolean stopped;

    /** Prepares to read {@code input}; closing it stays with the caller. */
    public CaptureReader(InputFile input, Losses losses) {
        this.input = input;
        this.losses = losses;
    }

    /** Whether the first bytes of {@code input} are those of a capture file; reads nothing. */
    public static boolean recognises(InputFile input) {
        return isPcap(input) || isPcapng(input);
    }

    private static boolean isPcap(InputFile input) {
        return PcapFormat.recognises(input.headInt32(0));
    }

    private static boolean isPcapng(InputFile input) {
        return PcapngFormat.recognises(input.headInt32(0), input.headInt32(8));
    }

    /**
     * Hands all packets to {@code handler}.
     *
     * @return false if the input is not a capture; nothing of it has been read then
     * @throws IOException if the file cannot be read on
     */
    public boolean read(PacketHandler handler) throws IOException {
        if (isPcap(input)) {
            new PcapFormat(new BlockBuffer(input), losses, handler).read(() -> stopped);
            return true;
        }
        if (isPcapng(input)) {
            new PcapngFormat(new BlockBuffer(input), losses, handler).read(() -> stopped);
            return true;
        }
        return false;
    }

    /** Makes a reading that is under way in another thread end early, as if the file ended there. */
    public void stop() {
        stopped = true;
    }
}
