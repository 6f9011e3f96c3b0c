package dev.sekisho.server.ledger;

import static dev.sekisho.server.scope.BuiltInRole.ADMINISTRATOR;
import static dev.sekisho.server.scope.BuiltInRole.AUDITOR;
import static dev.sekisho.server.scope.BuiltInRole.SECURITY_OFFICER;

import dev.sekisho.server.console.NavigationEntry;
import dev.sekisho.server.scope.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room allows, to whom, and where it stands in the navigation. */
@Configuration(proxyBeanMethods = false)
class EvidencePermissions {
    static final String READ = "evidence.read";

    @Bean
    Permission readEvidence() {
        return new Permission(READ, ADMINISTRATOR, SECURITY_OFFICER, AUDITOR);
    }

    @Bean
    NavigationEntry evidenceEntry() {
        return new NavigationEntry(NavigationEntry.Section.EVIDENCE, 0, "evidence", "/evidence", "list-check", READ);
    }
}
