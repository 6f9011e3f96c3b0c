/** Addresses and names of parties as text, each in the one form by which sessions compare them. */
@NullMarked
package dev.sekisho.traffic.address;

import org.jspecify.annotations.NullMarked;
