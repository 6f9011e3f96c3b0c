package dev.sekisho.server.ledger;

import dev.sekisho.ledger.entry.Entry;
import java.util.UUID;

/** Evidence that has no place yet, as it will stand in the log. */
record WaitingEvidence(UUID id, Entry entry) {}
