@NullMarked
package dev.sekisho.traffic.export;

import org.jspecify.annotations.NullMarked;
