/**
 * From bytes to scalars, elements, keys and signatures: hashing with separated domains, derivation of keys and factors,
 * sealing and signing.
 *
 * <p>SHA-256 and SHA-512 come from the platform; HKDF, AES-GCM and Ed25519 from Bouncy Castle.
 */
@NullMarked
package dev.sekisho.veil.hash;

import org.jspecify.annotations.NullMarked;
