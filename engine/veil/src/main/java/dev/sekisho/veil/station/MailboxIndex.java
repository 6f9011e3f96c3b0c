package dev.sekisho.veil.station;

import dev.sekisho.veil.access.Mailbox;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.ristretto.Element;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whose a mailbox is. Names change daily; those of a day are computed once, when the first of them is asked for, and only for
 * yesterday, today and tomorrow, so that no question makes the service work through all days.
 *
 * <p>Not safe for use by several threads.
 */
final class MailboxIndex {
    private final Clock clock;
    private final List<Element> pseudonyms = new ArrayList<>();
    private final TreeMap<Integer, Map<ByteString, Element>> days = new TreeMap<>();

    MailboxIndex(Clock clock) {
        this.clock = clock;
    }

    /** Adds a pseudonym that is not there yet. */
    void add(Element pseudonym) {
        pseudonyms.add(pseudonym);
        days.forEach((day, names) -> names.put(Mailbox.name(pseudonym, day), pseudonym));
    }

    /** The pseudonym that has a mailbox on a day (days since 1970); empty if there is none, or the day is not near. */
    Optional<Element> owner(ByteString mailbox, int day) {
        int today = (int) LocalDate.now(clock).toEpochDay();
        if (day < today - 1 || day > today + 1) {
            return Optional.empty();
        }
        days.headMap(today - 1, false).clear();
        Map<ByteString, Element> names = days.computeIfAbsent(day, this::names);
        return Optional.ofNullable(names.get(mailbox));
    }

    private Map<ByteString, Element> names(int day) {
        Map<ByteString, Element> names = new HashMap<>();
        pseudonyms.forEach(pseudonym -> names.put(Mailbox.name(pseudonym, day), pseudonym));
        return names;
    }
}
