package dev.sekisho.veil.ristretto;

import java.security.SecureRandom;

/** A source of random bytes. Tests give one that repeats itself; everything else uses {@link #secure()}. */
@FunctionalInterface
public interface RandomBytes {
    /** Fills the array. */
    void fill(byte[] bytes);

    /** The random source of the operating system. Safe for use by several threads. */
    static RandomBytes secure() {
        SecureRandom random = new SecureRandom();
        return random::nextBytes;
    }
}
