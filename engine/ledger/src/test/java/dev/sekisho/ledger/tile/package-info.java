@NullMarked
package dev.sekisho.ledger.tile;

import org.jspecify.annotations.NullMarked;
