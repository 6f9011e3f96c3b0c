/** Small logs with keys that a seed gives, for the tests of all packages. */
@NullMarked
package dev.sekisho.ledger.sample;

import org.jspecify.annotations.NullMarked;
