package dev.sekisho.server.organization;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who belongs to the organisation or to a partner.
 *
 * @param unit the unit to which the person mainly belongs now
 * @param unitCode its code
 * @param number the number by which the organisation knows the person
 * @param reading how the name is read, in kana, for the order of names; may be empty
 * @param from the first day
 * @param until the day after the last one, null if no end is known
 * @param version grows with every change; the entity tag of the API
 */
public record Person(
        UUID id,
        UUID unit,
        String unitCode,
        String number,
        String familyName,
        String givenName,
        String reading,
        @Nullable String email,
        LocalDate from,
        @Nullable LocalDate until,
        int version) {}
