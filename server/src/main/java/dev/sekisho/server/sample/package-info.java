/**
 * A made-up group, so that every page has something to show.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "scope", "organization", "identity", "incident", "ledger"})
package dev.sekisho.server.sample;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
