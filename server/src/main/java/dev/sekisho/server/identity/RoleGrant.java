package dev.sekisho.server.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role that an account holds on a unit and on all below it.
 *
 * @param ends when it ends, null if no end was set
 * @param grantor the name of the account that gave it
 * @param ended when somebody ended it before its time, null if nobody did
 */
public record RoleGrant(
        UUID id,
        UUID account,
        String accountName,
        String roleCode,
        String roleEn,
        String roleJa,
        UUID unit,
        Instant starts,
        @Nullable Instant ends,
        String grantor,
        String reason,
        @Nullable Instant ended) {
    /** Where it stands at a moment. */
    public GrantState state(Instant now) {
        Instant lastMoment = ended != null ? ended : ends;
        if (lastMoment != null && !lastMoment.isAfter(now)) {
            return GrantState.ENDED;
        }
        return starts.isAfter(now) ? GrantState.PLANNED : GrantState.HELD;
    }
}
