@NullMarked
package dev.sekisho.ledger.entry;

import org.jspecify.annotations.NullMarked;
