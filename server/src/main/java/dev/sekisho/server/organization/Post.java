package dev.sekisho.server.organization;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A post that somebody holds: in which unit, from which day on, until before which day. */
public record Post(
        UUID unit,
        String unitCode,
        PostKind kind,
        LocalDate from,
        @Nullable LocalDate until) {}
