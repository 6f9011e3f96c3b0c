/**
 * What leaves the organisation: sensors that read traffic, the sessions they saw, alerts and what people decide on them.
 *
 * <p>Everything that a sensor reads comes in as numbered batches of events. A batch is committed with its sessions and
 * alerts in one transaction that also counts it; a batch that has been counted is passed over. So nothing is lost and
 * nothing doubled, whoever is killed and whenever.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"database", "scope", "exchange", "console", "ledger", "organization", "identity"})
package dev.sekisho.server.egress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
