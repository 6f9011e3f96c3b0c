package dev.sekisho.server.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is qualified for.
 *
 * @param scheme who says so and for what, such as an auditor's scheme
 * @param grade the grade in the scheme; may be empty
 * @param number of the certificate
 * @param validTo the last day on which it holds, null if it does not end
 */
public record Qualification(
        String scheme,
        String grade,
        @Nullable String number,
        LocalDate issued,
        @Nullable LocalDate validTo) {}
