@NullMarked
package dev.sekisho.traffic.packet;

import org.jspecify.annotations.NullMarked;
