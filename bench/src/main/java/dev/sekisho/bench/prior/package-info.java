/** Makes the model that ships with the product. */
@NullMarked
package dev.sekisho.bench.prior;

import org.jspecify.annotations.NullMarked;
