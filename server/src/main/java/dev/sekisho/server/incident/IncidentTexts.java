package dev.sekisho.server.incident;

import dev.sekisho.server.scope.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What a text, a sum and a moment of a case must be. */
final class IncidentTexts {
    static final int LONGEST_TITLE = 200;
    static final int LONGEST_TEXT = 20_000;
    private static final BigDecimal GREATEST_COST = new BigDecimal("9999999999999.99");

    private IncidentTexts() {}

    static void requireTitle(String title) {
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw Refusal.invalid("title", "incident.invalid.title", LONGEST_TITLE, title.length());
        }
    }

    static void requireText(String field, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw Refusal.invalid(field, "incident.invalid.text", LONGEST_TEXT, text.length());
        }
    }

    static void requireSomeText(String field, String text) {
        if (text.isBlank()) {
            throw Refusal.invalid(field, "incident.invalid.empty");
        }
        requireText(field, text);
    }

    static void requireCost(@Nullable BigDecimal cost, String currency) {
        if (cost != null && (cost.signum() < 0 || cost.scale() > 2 || cost.compareTo(GREATEST_COST) > 0)) {
            throw Refusal.invalid("cost", "incident.invalid.cost", cost.toPlainString());
        }
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(currency))) {
            throw Refusal.invalid("currency", "incident.invalid.currency", currency);
        }
    }

    static void requireOrder(@Nullable Instant occurred, Instant detected) {
        if (occurred != null && occurred.isAfter(detected)) {
            throw Refusal.invalid("occurred", "incident.invalid.occurred");
        }
    }
}
