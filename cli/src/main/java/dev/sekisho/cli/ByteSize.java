package dev.sekisho.cli;

/**
 * A number of bytes given on the command line.
 *
 * @param bytes at least 1
 */
record ByteSize(long bytes) {
    ByteSize {
        if (bytes < 1) {
            throw new IllegalArgumentException("size must be positive, but is " + bytes);
        }
    }
}
