package dev.sekisho.server.incident;

import static dev.sekisho.server.incident.ResponsePhase.CONTAIN;
import static dev.sekisho.server.incident.ResponsePhase.ERADICATE;
import static dev.sekisho.server.incident.ResponsePhase.IDENTIFY;
import static dev.sekisho.server.incident.ResponsePhase.LEARN;
import static dev.sekisho.server.incident.ResponsePhase.RECOVER;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tasks that are proposed when an incident is opened: some for every incident, some for its category. Their words are
 * the texts {@code incident.task.KEY}, so each is read in the reader's own language.
 */
final class Playbook {
    /** A task that is proposed. */
    record Proposed(ResponsePhase phase, String key) {}

    private static final List<Proposed> ALWAYS = List.of(
            new Proposed(IDENTIFY, "confirm"),
            new Proposed(IDENTIFY, "scope"),
            new Proposed(IDENTIFY, "preserve"),
            new Proposed(IDENTIFY, "inform"),
            new Proposed(CONTAIN, "limit"),
            new Proposed(ERADICATE, "remove"),
            new Proposed(RECOVER, "restore"),
            new Proposed(RECOVER, "watch"),
            new Proposed(LEARN, "cause"),
            new Proposed(LEARN, "measures"));

    private static final Map<IncidentCategory, List<Proposed>> BY_CATEGORY = Map.ofEntries(
            Map.entry(
                    IncidentCategory.MALWARE,
                    List.of(
                            new Proposed(CONTAIN, "malwareIsolate"),
                            new Proposed(CONTAIN, "malwareDestinations"),
                            new Proposed(ERADICATE, "malwareRebuild"),
                            new Proposed(RECOVER, "malwareSecrets"))),
            Map.entry(
                    IncidentCategory.UNAUTHORIZED_ACCESS,
                    List.of(
                            new Proposed(IDENTIFY, "accessLogs"),
                            new Proposed(CONTAIN, "accessClose"),
                            new Proposed(ERADICATE, "accessWay"))),
            Map.entry(
                    IncidentCategory.DATA_LEAK,
                    List.of(
                            new Proposed(IDENTIFY, "leakData"),
                            new Proposed(CONTAIN, "leakRetrieve"),
                            new Proposed(CONTAIN, "leakAuthority"),
                            new Proposed(RECOVER, "leakPersons"))),
            Map.entry(
                    IncidentCategory.MISDIRECTED_MAIL,
                    List.of(
                            new Proposed(CONTAIN, "mailAskDeletion"),
                            new Proposed(CONTAIN, "leakAuthority"),
                            new Proposed(IDENTIFY, "leakData"))),
            Map.entry(
                    IncidentCategory.LOST_DEVICE,
                    List.of(
                            new Proposed(IDENTIFY, "deviceContent"),
                            new Proposed(CONTAIN, "deviceErase"),
                            new Proposed(CONTAIN, "devicePolice"),
                            new Proposed(CONTAIN, "leakAuthority"))),
            Map.entry(
                    IncidentCategory.PHISHING,
                    List.of(
                            new Proposed(IDENTIFY, "phishingReceivers"),
                            new Proposed(CONTAIN, "phishingBlock"),
                            new Proposed(CONTAIN, "accessClose"))),
            Map.entry(
                    IncidentCategory.DENIAL_OF_SERVICE,
                    List.of(new Proposed(CONTAIN, "serviceUpstream"), new Proposed(CONTAIN, "serviceCustomers"))),
            Map.entry(
                    IncidentCategory.VULNERABILITY,
                    List.of(
                            new Proposed(IDENTIFY, "vulnerabilitySystems"),
                            new Proposed(CONTAIN, "vulnerabilityMitigate"),
                            new Proposed(ERADICATE, "vulnerabilityPatch"))),
            Map.entry(IncidentCategory.POLICY_VIOLATION, List.of(new Proposed(IDENTIFY, "policyHear"))),
            Map.entry(
                    IncidentCategory.PARTNER,
                    List.of(new Proposed(IDENTIFY, "partnerReport"), new Proposed(CONTAIN, "partnerAccess"))),
            Map.entry(IncidentCategory.OTHER, List.of()));

    private Playbook() {}

    /** The tasks for a category, in the order of the phases. */
    static List<Proposed> tasks(IncidentCategory category) {
        List<Proposed> tasks = new ArrayList<>(ALWAYS);
        tasks.addAll(BY_CATEGORY.getOrDefault(category, List.of()));
        tasks.sort((one, other) -> one.phase().compareTo(other.phase()));
        return List.copyOf(tasks);
    }
}
