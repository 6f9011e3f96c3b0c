package dev.sekisho.server.identity;

import java.time.Instant;
import java.util.UUID;

/** An account as those see it who look after accounts. */
public record Account(
        UUID id, UUID unit, String name, String email, AccountState state, boolean hasSecondFactor, Instant created) {}
