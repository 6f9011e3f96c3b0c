@NullMarked
package dev.sekisho.extrusion.verdict;

import org.jspecify.annotations.NullMarked;
