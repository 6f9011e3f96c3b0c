package dev.sekisho.server.organization;

import dev.sekisho.server.console.Language;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node of the organisation tree as it is today.
 *
 * @param parent the unit above it, null at the top
 * @param parentCode its code, null also if it may not be seen
 * @param depth how many units stand above it
 * @param auditUnit whether it is audited as a whole
 * @param zone the time zone in which its days begin
 * @param from its first day
 * @param until the day after its last one, null if no end is known
 * @param version grows with every change; the entity tag of the API
 */
public record Unit(
        UUID id,
        String code,
        UnitKind kind,
        String nameEn,
        String nameJa,
        @Nullable UUID parent,
        @Nullable String parentCode,
        int depth,
        boolean auditUnit,
        String zone,
        LocalDate from,
        @Nullable LocalDate until,
        int version) {
    /** The group itself, above which there is nothing. */
    public static final UUID GROUP = new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0001L);

    public String name(Language language) {
        return language == Language.JA ? nameJa : nameEn;
    }
}
