package dev.sekisho.server.identity;

import static dev.sekisho.server.scope.BuiltInRole.ADMINISTRATOR;
import static dev.sekisho.server.scope.BuiltInRole.AUDITOR;
import static dev.sekisho.server.scope.BuiltInRole.SECURITY_OFFICER;
import static dev.sekisho.server.scope.BuiltInRole.UNIT_MANAGER;

import dev.sekisho.server.console.NavigationEntry;
import dev.sekisho.server.console.NavigationEntry.Section;
import dev.sekisho.server.scope.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room allows and to whom, and where it shows itself. */
@Configuration(proxyBeanMethods = false)
class IdentityPermissions {
    static final String ACCOUNT_READ = "account.read";
    static final String ACCOUNT_CHANGE = "account.change";
    static final String ROLE_READ = "role.read";
    static final String ROLE_GRANT = "role.grant";

    @Bean
    Permission readAccounts() {
        return new Permission(ACCOUNT_READ, ADMINISTRATOR, SECURITY_OFFICER);
    }

    @Bean
    Permission changeAccounts() {
        return new Permission(ACCOUNT_CHANGE, ADMINISTRATOR);
    }

    @Bean
    Permission readRoles() {
        return new Permission(ROLE_READ, ADMINISTRATOR, SECURITY_OFFICER, AUDITOR, UNIT_MANAGER);
    }

    @Bean
    Permission grantRoles() {
        return new Permission(ROLE_GRANT, ADMINISTRATOR);
    }

    @Bean
    NavigationEntry accountsEntry() {
        return new NavigationEntry(Section.ORGANIZATION, 2, "accounts", "/accounts", "id-badge-2", ACCOUNT_READ);
    }

    @Bean
    NavigationEntry rolesEntry() {
        return new NavigationEntry(Section.ORGANIZATION, 3, "roles", "/roles", "shield-check", ROLE_READ);
    }

    @Bean
    NavigationEntry ownAccountEntry() {
        return new NavigationEntry(Section.START, 1, "ownAccount", "/account", "user", "");
    }
}
