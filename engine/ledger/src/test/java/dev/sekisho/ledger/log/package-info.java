@NullMarked
package dev.sekisho.ledger.log;

import org.jspecify.annotations.NullMarked;
