@NullMarked
package dev.sekisho.traffic.http;

import org.jspecify.annotations.NullMarked;
