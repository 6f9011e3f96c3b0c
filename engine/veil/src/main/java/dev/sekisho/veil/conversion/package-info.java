/**
 * Partial decryption: a record becomes rows for services, each under that service's keys, with its pseudonym in the place of
 * the identity and the marker in the place of what the policy masks. Nobody on the way reads anything.
 */
@NullMarked
package dev.sekisho.veil.conversion;

import org.jspecify.annotations.NullMarked;
