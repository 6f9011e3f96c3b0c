package dev.sekisho.server.organization;

import static dev.sekisho.server.scope.BuiltInRole.ADMINISTRATOR;
import static dev.sekisho.server.scope.BuiltInRole.AUDITOR;
import static dev.sekisho.server.scope.BuiltInRole.CERT_MEMBER;
import static dev.sekisho.server.scope.BuiltInRole.EMPLOYEE;
import static dev.sekisho.server.scope.BuiltInRole.EXECUTIVE;
import static dev.sekisho.server.scope.BuiltInRole.PARTNER_CONTACT;
import static dev.sekisho.server.scope.BuiltInRole.SECURITY_OFFICER;
import static dev.sekisho.server.scope.BuiltInRole.UNIT_MANAGER;

import dev.sekisho.server.console.HomeTile;
import dev.sekisho.server.console.NavigationEntry;
import dev.sekisho.server.console.NavigationEntry.Section;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Permission;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room allows and to whom, and where it shows itself. */
@Configuration(proxyBeanMethods = false)
class OrganizationPermissions {
    static final String UNIT_READ = "unit.read";
    static final String UNIT_CHANGE = "unit.change";
    static final String PERSON_READ = "person.read";
    static final String PERSON_CHANGE = "person.change";

    @Bean
    Permission readUnits() {
        return new Permission(
                UNIT_READ,
                ADMINISTRATOR,
                SECURITY_OFFICER,
                UNIT_MANAGER,
                AUDITOR,
                CERT_MEMBER,
                PARTNER_CONTACT,
                EMPLOYEE,
                EXECUTIVE);
    }

    @Bean
    Permission changeUnits() {
        return new Permission(UNIT_CHANGE, ADMINISTRATOR, SECURITY_OFFICER);
    }

    @Bean
    Permission readPeople() {
        return new Permission(PERSON_READ, ADMINISTRATOR, SECURITY_OFFICER, UNIT_MANAGER, AUDITOR, CERT_MEMBER);
    }

    @Bean
    Permission changePeople() {
        return new Permission(PERSON_CHANGE, ADMINISTRATOR, UNIT_MANAGER);
    }

    @Bean
    NavigationEntry unitsEntry() {
        return new NavigationEntry(Section.ORGANIZATION, 0, "units", "/units", "hierarchy-2", UNIT_READ);
    }

    @Bean
    NavigationEntry peopleEntry() {
        return new NavigationEntry(Section.ORGANIZATION, 1, "people", "/people", "users", PERSON_READ);
    }

    @Bean
    HomeTile unitsTile(Units units) {
        return new CountTile(0, UNIT_READ, "units", "/units", "hierarchy-2", () -> units.count(ListQuery.all()));
    }

    @Bean
    HomeTile peopleTile(People people) {
        return new CountTile(1, PERSON_READ, "people", "/people", "users", () -> people.count(ListQuery.all()));
    }

    /** A tile that counts the rows of a list. */
    private record CountTile(int order, String permission, String key, String path, String icon, IntSupplier number)
            implements HomeTile {
        @Override
        public Optional<Content> content() {
            return Optional.of(new Content(key, number.getAsInt(), path, icon));
        }
    }
}
