/**
 * What everybody knows: schemas, policy classes and public keys of one key epoch, and how they are built so that nobody ever
 * holds a whole secret.
 */
@NullMarked
package dev.sekisho.veil.directory;

import org.jspecify.annotations.NullMarked;
