package dev.sekisho.server.incident;

import java.time.Instant;
import java.util.UUID;

/**
 * A file that was added to a case.
 *
 * @param name as it was called where it came from; only shown and offered, never used to find anything
 * @param digest SHA-256 of its bytes, in hexadecimal
 * @param size bytes
 */
public record EvidenceFile(UUID id, String name, String digest, long size, String note, Instant added, String actor) {}
