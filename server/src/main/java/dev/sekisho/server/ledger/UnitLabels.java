package dev.sekisho.server.ledger;

import dev.sekisho.server.console.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What units are called. Implemented by the room that keeps them, which stands above this one. */
public interface UnitLabels {
    /** The units by which lists are filtered, as far as the one who acts may see them. */
    List<UnitLabel> choices(Language language);

    /** Labels by id; units that the one who acts may not see are not among them. */
    Map<UUID, String> labels(Set<UUID> units, Language language);

    /** A unit and what it is called. */
    record UnitLabel(UUID id, String label) {}
}
