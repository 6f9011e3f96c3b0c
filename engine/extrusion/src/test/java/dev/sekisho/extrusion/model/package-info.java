@NullMarked
package dev.sekisho.extrusion.model;

import org.jspecify.annotations.NullMarked;
