package dev.sekisho.server.incident;

import static dev.sekisho.server.scope.BuiltInRole.ADMINISTRATOR;
import static dev.sekisho.server.scope.BuiltInRole.AUDITOR;
import static dev.sekisho.server.scope.BuiltInRole.CERT_MEMBER;
import static dev.sekisho.server.scope.BuiltInRole.EXECUTIVE;
import static dev.sekisho.server.scope.BuiltInRole.SECURITY_OFFICER;
import static dev.sekisho.server.scope.BuiltInRole.UNIT_MANAGER;

import dev.sekisho.server.console.HomeTile;
import dev.sekisho.server.console.NavigationEntry;
import dev.sekisho.server.console.NavigationEntry.Section;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Permission;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room allows and to whom, and where it shows itself. */
@Configuration(proxyBeanMethods = false)
class IncidentPermissions {
    static final String READ = "incident.read";
    static final String CHANGE = "incident.change";
    static final String CLOSE = "incident.close";

    @Bean
    Permission readIncidents() {
        return new Permission(READ, ADMINISTRATOR, SECURITY_OFFICER, UNIT_MANAGER, AUDITOR, CERT_MEMBER, EXECUTIVE);
    }

    @Bean
    Permission changeIncidents() {
        return new Permission(CHANGE, ADMINISTRATOR, SECURITY_OFFICER, UNIT_MANAGER, CERT_MEMBER);
    }

    @Bean
    Permission closeIncidents() {
        return new Permission(CLOSE, ADMINISTRATOR, SECURITY_OFFICER, CERT_MEMBER);
    }

    @Bean
    NavigationEntry incidentsEntry() {
        return new NavigationEntry(Section.CONTROL, 50, "incidents", "/incidents", "urgent", READ);
    }

    @Bean
    HomeTile openIncidentsTile(Incidents incidents) {
        return new HomeTile() {
            @Override
            public int order() {
                return 50;
            }

            @Override
            public String permission() {
                return READ;
            }

            @Override
            public Optional<Content> content() {
                int open = incidents.count(ListQuery.all().with("state", IncidentState.OPEN.name()));
                return Optional.of(new Content("openIncidents", open, "/incidents?filter.state=OPEN", "urgent"));
            }
        };
    }
}
