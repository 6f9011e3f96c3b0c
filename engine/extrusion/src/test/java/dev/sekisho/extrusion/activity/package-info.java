@NullMarked
package dev.sekisho.extrusion.activity;

import org.jspecify.annotations.NullMarked;
