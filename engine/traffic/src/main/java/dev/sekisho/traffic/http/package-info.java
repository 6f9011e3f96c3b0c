/** HTTP/1.x and HTTP/2 messages in ordered streams. */
@NullMarked
package dev.sekisho.traffic.http;

import org.jspecify.annotations.NullMarked;
