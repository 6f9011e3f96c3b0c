package dev.sekisho.traffic;

/**
 * What one run has read so far.
 *
 * @param files inputs opened
 * @param packets packets, or log lines, read
 * @param bytes bytes of input read, before decompression
 * @param connections connections seen
 * @param exchanges exchanges seen
 * @param sessions sessions seen
 * @param losses what could not be read
 */
public record ReadSummary(
        int files, long packets, long bytes, long connections, long exchanges, long sessions, Losses losses) {}
