@NullMarked
package dev.sekisho.traffic.log;

import org.jspecify.annotations.NullMarked;
