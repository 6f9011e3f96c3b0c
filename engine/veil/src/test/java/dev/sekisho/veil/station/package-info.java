@NullMarked
package dev.sekisho.veil.station;

import org.jspecify.annotations.NullMarked;
