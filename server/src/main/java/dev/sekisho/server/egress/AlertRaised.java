package dev.sekisho.server.egress;

import java.util.UUID;

/** An alert that did not exist before; published in the transaction that raises it. */
public record AlertRaised(UUID alert, UUID unit, AlertSeverity severity) {}
