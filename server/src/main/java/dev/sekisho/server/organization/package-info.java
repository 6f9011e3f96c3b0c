/**
 * The organisation: units as a tree that changes with time, people, where they belong, and what they are qualified for.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "scope", "exchange", "console", "ledger"})
package dev.sekisho.server.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
