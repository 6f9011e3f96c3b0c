@NullMarked
package dev.sekisho.traffic.capture;

import org.jspecify.annotations.NullMarked;
