package dev.sekisho.server.organization;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to be different about a unit; null stays as it is. A move needs {@code from}, its first day below the parent. */
public record UnitChange(
        @Nullable String nameEn,
        @Nullable String nameJa,
        @Nullable UUID parent,
        @Nullable LocalDate from) {}
