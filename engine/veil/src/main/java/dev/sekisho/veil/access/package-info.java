/**
 * Access without a name: one pseudonym for each service, sign-in bound to the TLS connection, results for users who are
 * offline, and tokens that limit how much somebody can ask for without telling who asks.
 */
@NullMarked
package dev.sekisho.veil.access;

import org.jspecify.annotations.NullMarked;
