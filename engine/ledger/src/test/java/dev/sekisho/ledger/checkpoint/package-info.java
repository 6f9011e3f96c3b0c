@NullMarked
package dev.sekisho.ledger.checkpoint;

import org.jspecify.annotations.NullMarked;
