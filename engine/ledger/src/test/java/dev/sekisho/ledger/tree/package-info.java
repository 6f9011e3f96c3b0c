@NullMarked
package dev.sekisho.ledger.tree;

import org.jspecify.annotations.NullMarked;
