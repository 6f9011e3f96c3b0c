@NullMarked
package dev.sekisho.veil.bulk;

import org.jspecify.annotations.NullMarked;
