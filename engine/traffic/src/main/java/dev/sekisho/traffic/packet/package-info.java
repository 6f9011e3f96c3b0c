/** From a packet of any link type to the TCP segment or UDP datagram in it. */
@NullMarked
package dev.sekisho.traffic.packet;

import org.jspecify.annotations.NullMarked;
