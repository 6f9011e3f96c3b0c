/**
 * Evidence: what happened, by whom and to what, recorded in the transaction in which it happened.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "scope", "console"})
package dev.sekisho.server.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
