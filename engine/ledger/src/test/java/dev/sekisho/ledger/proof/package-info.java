@NullMarked
package dev.sekisho.ledger.proof;

import org.jspecify.annotations.NullMarked;
