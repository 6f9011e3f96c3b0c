/** How fast Veil converts, beside other implementations on the same input in the same run. */
@NullMarked
package dev.sekisho.bench.veil;

import org.jspecify.annotations.NullMarked;
