/** What Sekisho finds in captures beside what tshark finds in the same ones. */
@NullMarked
package dev.sekisho.traffic.agreement;

import org.jspecify.annotations.NullMarked;
