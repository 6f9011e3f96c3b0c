package dev.sekisho.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.organization.NewUnit;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.UnitKind;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.ActorPermissions;
import dev.sekisho.server.scope.BuiltInRole;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Roles: given by those who hold them, in time, and no wider. */
class GrantsTest {
    private final Grants grants = TestServer.bean(Grants.class);
    private final ActorPermissions permissions = TestServer.bean(ActorPermissions.class);
    private final Unit unit = Actor.SETUP.call(() -> TestServer.bean(Units.class)
            .add(new NewUnit(
                    Unit.GROUP,
                    "g" + Long.toString(System.nanoTime(), 36),
                    UnitKind.DIVISION,
                    "x",
                    "x",
                    false,
                    "UTC",
                    LocalDate.of(2020, 1, 1),
                    false)));

    @Test
    void nobodyGivesARoleThatHeDoesNotHold() {
        TestAccount officer = TestAccounts.with(BuiltInRole.ADMINISTRATOR, unit.id());

        assertThatThrownBy(() -> officer.actor()
                        .call(() -> grants.give(
                                officer.id(), BuiltInRole.ADMINISTRATOR.id(), Unit.GROUP, Instant.now(), null, "")))
                .rootCause()
                .hasMessageContaining("row-level security policy");
    }

    @Test
    void whoMayNotGiveRolesGivesNone() {
        TestAccount manager = TestAccounts.with(BuiltInRole.UNIT_MANAGER, unit.id());

        assertThatThrownBy(() -> manager.actor()
                        .call(() -> grants.give(
                                manager.id(), BuiltInRole.UNIT_MANAGER.id(), unit.id(), Instant.now(), null, "")))
                .rootCause()
                .hasMessageContaining("row-level security policy");
    }

    @Test
    void aRoleHoldsWithinItsTimeOnly() {
        TestAccount account = TestAccounts.with(BuiltInRole.EMPLOYEE, unit.id());
        Instant now = Instant.now();
        Actor.SETUP.call(() -> grants.give(
                account.id(),
                BuiltInRole.AUDITOR.id(),
                unit.id(),
                now.minus(Duration.ofDays(2)),
                now.minus(Duration.ofDays(1)),
                "over"));
        Actor.SETUP.call(() -> grants.give(
                account.id(), BuiltInRole.ADMINISTRATOR.id(), unit.id(), now.plus(Duration.ofDays(1)), null, "later"));

        assertThat(account.actor().call(permissions::anywhere)).containsExactly("unit.read");
    }

    @Test
    void anEndedRoleActsNoLonger() {
        TestAccount account = TestAccounts.with(BuiltInRole.AUDITOR, unit.id());
        UUID grant = account.actor()
                .call(() -> grants.slice(ListQuery.all()))
                .rows()
                .getFirst()
                .id();

        Actor.SETUP.run(() -> grants.end(grant));

        assertThat(account.actor().call(permissions::anywhere)).isEmpty();
    }

    @Test
    void aTokenMayNoMoreThanItSays() {
        TestAccount account = TestAccounts.with(BuiltInRole.AUDITOR, unit.id());
        Actor limited = new Actor(account.id(), account.name(), Set.of("unit.read"));

        assertThat(limited.call(permissions::anywhere)).containsExactly("unit.read");
        assertThat(limited.call(() -> permissions.holds("person.read", unit.id())))
                .isFalse();
        assertThat(account.actor().call(() -> permissions.holds("person.read", unit.id())))
                .isTrue();
    }
}
