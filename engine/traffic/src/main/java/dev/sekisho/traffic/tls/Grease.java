package dev.sekisho.traffic.tls;

/** The values that RFC 8701 reserves for keeping servers tolerant; they identify nothing. */
final class Grease {
    private Grease() {}

    /** Whether a suite, extension, group, version or signature algorithm is one of {@code 0x0a0a … 0xfafa}. */
    static boolean is(int value) {
        return (value & 0x0f0f) == 0x0a0a && value >>> 8 == (value & 0xff);
    }
}
