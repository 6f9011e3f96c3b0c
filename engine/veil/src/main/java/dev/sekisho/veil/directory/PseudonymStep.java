package dev.sekisho.veil.directory;

import dev.sekisho.veil.proof.Proof;

/**
 * One transcryptor's step in building a service's pseudonym key.
 *
 * @param step s G, and s times the key before
 * @param knowledge that the transcryptor knows s
 */
public record PseudonymStep(ChainStep step, Proof knowledge) {}
