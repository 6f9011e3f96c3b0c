package dev.sekisho.server.organization;

import dev.sekisho.server.scope.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/** A unit that is to be made below another. */
public record NewUnit(
        UUID parent,
        String code,
        UnitKind kind,
        String nameEn,
        String nameJa,
        boolean auditUnit,
        String zone,
        LocalDate from,
        boolean breaksCommand) {
    private static final int LONGEST_NAME = 200;

    public NewUnit {
        if (!code.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}")) {
            throw Refusal.invalid("code", "unit.invalid.code", code);
        }
        requireName("nameEn", nameEn);
        requireName("nameJa", nameJa);
        if (kind == UnitKind.GROUP) {
            throw Refusal.invalid("kind", "unit.invalid.group");
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Refusal.invalid("zone", "unit.invalid.zone", zone);
        }
    }

    static void requireName(String field, String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw Refusal.invalid(field, "unit.invalid.name", LONGEST_NAME, name.length());
        }
    }
}
