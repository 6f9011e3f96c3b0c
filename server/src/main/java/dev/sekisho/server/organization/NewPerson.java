package dev.sekisho.server.organization;

import dev.sekisho.server.scope.Refusal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person who is to be entered. */
public record NewPerson(
        UUID unit,
        String number,
        String familyName,
        String givenName,
        String reading,
        @Nullable String email,
        LocalDate from) {
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_EMAIL = 254;

    public NewPerson {
        if (number.isBlank() || number.length() > LONGEST_NUMBER) {
            throw Refusal.invalid("number", "person.invalid.number", LONGEST_NUMBER);
        }
        if (familyName.isBlank() || familyName.length() > LONGEST_NAME || givenName.length() > LONGEST_NAME) {
            throw Refusal.invalid("familyName", "person.invalid.name", LONGEST_NAME);
        }
        if (email != null && (email.length() > LONGEST_EMAIL || !email.matches("[^@\\s]+@[^@\\s]+"))) {
            throw Refusal.invalid("email", "person.invalid.email", email);
        }
    }
}
