/**
 * Accounts: how people and programs prove who they are, and the roles that they hold on units.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"database", "scope", "exchange", "console", "ledger", "notice", "organization"})
package dev.sekisho.server.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
