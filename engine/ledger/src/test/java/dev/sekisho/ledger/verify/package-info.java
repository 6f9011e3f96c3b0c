@NullMarked
package dev.sekisho.ledger.verify;

import org.jspecify.annotations.NullMarked;
