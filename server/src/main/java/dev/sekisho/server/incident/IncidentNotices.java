package dev.sekisho.server.incident;

import dev.sekisho.server.notice.Announcement;
import dev.sekisho.server.notice.NoticeKind;
import dev.sekisho.server.notice.Notices;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Tells those who answer for a unit, and those who have a part in a case, what becomes of it. */
@Component
class IncidentNotices {
    private static final String OPENED = "incident.opened";
    private static final String GRAVER = "incident.graver";
    private static final String ASSIGNED = "incident.assigned";
    private static final String CLOSED = "incident.closed";
    private static final String REOPENED = "incident.reopened";

    private final Notices notices;

    IncidentNotices(Notices notices) {
        this.notices = notices;
    }

    void opened(Incident incident, Set<UUID> affected) {
        toUnits(OPENED, incident, affected, List.of());
    }

    void graver(Incident incident, Collection<UUID> affected, List<Assignment> parts) {
        toUnits(GRAVER, incident, affected, parts);
    }

    void closed(Incident incident, Collection<UUID> affected, List<Assignment> parts) {
        toUnits(CLOSED, incident, affected, parts);
    }

    void reopened(Incident incident, Collection<UUID> affected, List<Assignment> parts) {
        toUnits(REOPENED, incident, affected, parts);
    }

    void assigned(Incident incident, UUID account, String handover) {
        notices.announce(Announcement.to(
                        Set.of(account),
                        ASSIGNED,
                        "/incidents/" + incident.id(),
                        incident.label(),
                        incident.title(),
                        handover)
                .urgent(isUrgent(incident)));
    }

    private void toUnits(String kind, Incident incident, Collection<UUID> affected, List<Assignment> parts) {
        Set<UUID> units = new HashSet<>(affected);
        units.add(incident.unit());
        Set<UUID> accounts = parts.stream()
                .filter(part -> part.ended() == null)
                .map(Assignment::account)
                .collect(Collectors.toSet());
        notices.announce(Announcement.toHolders(
                        IncidentPermissions.CHANGE,
                        units,
                        kind,
                        "/incidents/" + incident.id(),
                        incident.label(),
                        incident.title())
                .alsoTo(accounts)
                .urgent(isUrgent(incident)));
    }

    private static boolean isUrgent(Incident incident) {
        return incident.isOpen() && !incident.drill() && incident.severity().needsSecondPerson();
    }

    /** What this room tells. */
    @Configuration(proxyBeanMethods = false)
    static class Kinds {
        @Bean
        NoticeKind incidentOpened() {
            return new NoticeKind(OPENED, false);
        }

        @Bean
        NoticeKind incidentGraver() {
            return new NoticeKind(GRAVER, false);
        }

        @Bean
        NoticeKind incidentAssigned() {
            return new NoticeKind(ASSIGNED, false);
        }

        @Bean
        NoticeKind incidentClosed() {
            return new NoticeKind(CLOSED, false);
        }

        @Bean
        NoticeKind incidentReopened() {
            return new NoticeKind(REOPENED, false);
        }
    }
}
