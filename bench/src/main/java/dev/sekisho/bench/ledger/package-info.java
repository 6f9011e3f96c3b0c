/** How fast the ledger takes entries and how fast an export of it is verified. */
@NullMarked
package dev.sekisho.bench.ledger;

import org.jspecify.annotations.NullMarked;
