@NullMarked
package dev.sekisho.ledger.note;

import org.jspecify.annotations.NullMarked;
