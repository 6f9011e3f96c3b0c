package dev.sekisho.server.incident;

import dev.sekisho.server.identity.AccountDirectory;
import dev.sekisho.server.identity.AccountDirectory.Listed;
import dev.sekisho.server.scope.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** To whom a part in a case can be given: whoever may read incidents of its unit or of a unit that is affected. */
@Component
class Colleagues {
    private final AccountDirectory directory;
    private final Incidents incidents;

    Colleagues(AccountDirectory directory, Incidents incidents) {
        this.directory = directory;
        this.incidents = incidents;
    }

    /** All of them, by name. Call it outside of a transaction. */
    List<Listed> of(Incident incident) {
        Map<UUID, Listed> found = new TreeMap<>();
        directory.holders(IncidentPermissions.READ, incident.unit()).forEach(one -> found.put(one.id(), one));
        for (UUID unit : incidents.affected(incident.id())) {
            directory.holders(IncidentPermissions.READ, unit).forEach(one -> found.put(one.id(), one));
        }
        return found.values().stream()
                .sorted(Comparator.comparing(Listed::name))
                .toList();
    }

    /** One of them. Call it outside of a transaction. */
    Listed get(Incident incident, UUID account) {
        return of(incident).stream()
                .filter(one -> one.id().equals(account))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("account", "incident.invalid.account"));
    }
}
