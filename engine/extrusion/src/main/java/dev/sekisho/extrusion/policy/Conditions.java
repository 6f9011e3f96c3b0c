package dev.sekisho.extrusion.policy;

import dev.sekisho.extrusion.application.ApplicationUse;
import dev.sekisho.traffic.IpNetwork;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for a conditional use to be in order: all that are given.
 *
 * @param clients networks of the clients that have been approved; null for every client
 * @param uploadAtMost payload bytes that may be sent out in one run or day, null for any number
 * @param from first time of day at which use is in order, null for any
 * @param until time of day at which it ends, null for any; before {@code from} it lies on the next day
 * @param zone zone of those times
 */
public record Conditions(
        @Nullable List<IpNetwork> clients,
        @Nullable Long uploadAtMost,
        @Nullable LocalTime from,
        @Nullable LocalTime until,
        ZoneId zone) {

    public static final Conditions NONE = new Conditions(null, null, null, null, ZoneId.of("UTC"));

    public Conditions {
        clients = clients == null ? null : List.copyOf(clients);
    }

    /** The first condition that {@code use} fails, as a clause; null if all hold. */
    @Nullable
    String violatedBy(ApplicationUse use) {
        if (clients != null
                && clients.stream()
                        .noneMatch(network -> network.contains(use.key().client()))) {
            return "this client has not been approved for it";
        }
        if (uploadAtMost != null && use.bytesUp() > uploadAtMost) {
            return "%,d bytes were sent out, more than the %,d that are allowed".formatted(use.bytesUp(), uploadAtMost);
        }
        if (from != null && until != null && !(within(use.firstSeen()) && within(use.lastSeen()))) {
            return "it was used outside the hours from " + from + " to " + until + " (" + zone + ")";
        }
        return null;
    }

    private boolean within(Instant time) {
        if (from == null || until == null) {
            return true;
        }
        LocalTime local = time.atZone(zone).toLocalTime();
        return from.isBefore(until)
                ? !local.isBefore(from) && local.isBefore(until)
                : !local.isBefore(from) || local.isBefore(until);
    }
}
