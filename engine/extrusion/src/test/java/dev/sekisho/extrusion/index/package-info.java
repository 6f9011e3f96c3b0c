@NullMarked
package dev.sekisho.extrusion.index;

import org.jspecify.annotations.NullMarked;
