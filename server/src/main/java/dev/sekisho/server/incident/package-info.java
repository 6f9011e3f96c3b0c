/**
 * Incidents: what went wrong, what was done about it, by whom, with which evidence, and what was learned. An incident
 * belongs to the unit that answers for it; whoever has a part in it or whose unit is affected sees it too.
 *
 * <p>Other rooms open one through {@link dev.sekisho.server.incident.Incidents#open}, or lead people to
 * {@code /incidents/new} with the fields filled in. Nothing that was entered about a case is ever changed or removed but
 * what the case itself holds; each of its changes stands in its timeline and in the ledger.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "database",
            "scope",
            "exchange",
            "console",
            "ledger",
            "notice",
            "organization",
            "identity"
        })
package dev.sekisho.server.incident;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
