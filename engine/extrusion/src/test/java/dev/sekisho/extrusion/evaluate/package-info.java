@NullMarked
package dev.sekisho.extrusion.evaluate;

import org.jspecify.annotations.NullMarked;
