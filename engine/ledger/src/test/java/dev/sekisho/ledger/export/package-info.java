@NullMarked
package dev.sekisho.ledger.export;

import org.jspecify.annotations.NullMarked;
