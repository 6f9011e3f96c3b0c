package dev.sekisho.traffic.capture;

/**
 * An interface as a capture file describes it: its link type and how it counts time.
 *
 * @param linkType link type as registered for capture files
 * @param snapLength at how many bytes packets were cut, 0 or less if they were not
 * @param divisor by what a time is divided to give nanoseconds, 1 if {@code factor} is used
 * @param factor by what a time is multiplied to give nanoseconds
 * @param binaryDigits how many binary digits of a time are a fraction of a second, −1 if time is counted decimally
 * @param offsetNanos what is added to every time
 */
record CaptureInterface(int linkType, int snapLength, long divisor, long factor, int binaryDigits, long offsetNanos) {

    /** The time resolution that holds where a file names none: 10<sup>−6</sup> s. */
    static final int MICROSECONDS = 6;

    private static final int NANOSECONDS = 9;
    private static final int BINARY = 0x80;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * @param resolution option if_tsresol: a negative power of 10, or of 2 if the highest bit is set
     * @param offsetSeconds option if_tsoffset
     */
    CaptureInterface(int linkType, int snapLength, int resolution, long offsetSeconds) {
        this(
                linkType,
                snapLength,
                (resolution & BINARY) == 0 ? powerOfTen(resolution - NANOSECONDS) : 1,
                (resolution & BINARY) == 0 ? powerOfTen(NANOSECONDS - resolution) : 1,
                (resolution & BINARY) == 0 ? -1 : resolution & 0x7f,
                offsetSeconds * NANOS_PER_SECOND);
    }

    /** Nanoseconds since the epoch for a time as it stands in a packet block, an unsigned number. */
    long nanos(long time) {
        if (binaryDigits >= 0) {
            return offsetNanos + binaryNanos(time);
        }
        return offsetNanos + (divisor == 1 ? time * factor : Long.divideUnsigned(time, divisor));
    }

    private long binaryNanos(long time) {
        if (binaryDigits >= 64) {
            int digits = Math.min(binaryDigits - 64, 63);
            return Math.unsignedMultiplyHigh(time, NANOS_PER_SECOND) >>> digits;
        }
        long seconds = binaryDigits == 0 ? time : time >>> binaryDigits;
        long fraction = binaryDigits == 0 ? 0 : time << (64 - binaryDigits);
        return seconds * NANOS_PER_SECOND + Math.unsignedMultiplyHigh(fraction, NANOS_PER_SECOND);
    }

    /** 10 to the power of {@code exponent}; 1 for a negative exponent, the highest power of a long beyond 18. */
    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < Math.min(exponent, 18); i++) {
            power *= 10;
        }
        return power;
    }
}
