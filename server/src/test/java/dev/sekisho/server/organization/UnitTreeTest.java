package dev.sekisho.server.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import dev.sekisho.server.scope.Refusal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** The tree as it changes with time, and who sees what of it. */
class UnitTreeTest {
    private static final LocalDate START = LocalDate.of(2020, 1, 1);

    private final Units units = TestServer.bean(Units.class);
    private final String run = Long.toString(System.nanoTime(), 36);

    private Unit add(UUID parent, String code) {
        return Actor.SETUP.call(() -> units.add(
                new NewUnit(parent, code + run, UnitKind.DIVISION, code, code, false, "Asia/Tokyo", START, false)));
    }

    private Unit move(Unit unit, Unit parent, LocalDate from) {
        return Actor.SETUP.call(() -> units.move(unit.id(), unit.version(), parent.id(), from));
    }

    private List<String> codesSeenBy(TestAccount account) {
        return account.actor().call(() -> units.slice(ListQuery.all()).rows()).stream()
                .map(Unit::nameEn)
                .toList();
    }

    @Test
    void aRoleReachesEverythingBelowItsUnitAndNothingElse() {
        Unit top = add(Unit.GROUP, "top");
        Unit middle = add(top.id(), "middle");
        add(middle.id(), "bottom");
        add(Unit.GROUP, "beside");
        TestAccount account = TestAccounts.with(BuiltInRole.UNIT_MANAGER, middle.id());

        assertThat(codesSeenBy(account)).containsExactlyInAnyOrder("middle", "bottom");
    }

    @Test
    void aMoveTakesEverythingBelowAlong() {
        Unit left = add(Unit.GROUP, "left");
        Unit right = add(Unit.GROUP, "right");
        Unit moved = add(left.id(), "moved");
        add(moved.id(), "child");
        TestAccount account = TestAccounts.with(BuiltInRole.UNIT_MANAGER, right.id());
        assertThat(codesSeenBy(account)).containsExactly("right");

        move(moved, right, LocalDate.now(ZoneOffset.UTC).minusDays(1));

        assertThat(codesSeenBy(account)).containsExactlyInAnyOrder("right", "moved", "child");
    }

    @Test
    void aPlannedMoveDoesNotActYet() {
        Unit left = add(Unit.GROUP, "left");
        Unit right = add(Unit.GROUP, "right");
        Unit moved = add(left.id(), "moved");
        TestAccount leaves = TestAccounts.with(BuiltInRole.UNIT_MANAGER, left.id());
        TestAccount gets = TestAccounts.with(BuiltInRole.UNIT_MANAGER, right.id());

        move(moved, right, LocalDate.now(ZoneOffset.UTC).plusDays(10));

        assertThat(codesSeenBy(leaves)).containsExactlyInAnyOrder("left", "moved");
        assertThat(codesSeenBy(gets)).containsExactly("right");
    }

    @Test
    void refusesACircle() {
        Unit top = add(Unit.GROUP, "top");
        Unit bottom = add(top.id(), "bottom");

        assertThatThrownBy(() -> move(top, bottom, LocalDate.now(ZoneOffset.UTC)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("a unit cannot hang below itself or below a unit that hangs below it");
    }

    @Test
    void refusesAChangeOfAnOlderVersion() {
        Unit unit = add(Unit.GROUP, "unit");
        Actor.SETUP.call(() -> units.rename(unit.id(), unit.version(), "first", "first"));

        assertThatThrownBy(() -> Actor.SETUP.call(() -> units.rename(unit.id(), unit.version(), "second", "second")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.STALE));
    }

    @Test
    void whoMayNotChangeTheUnitAboveCannotHangAnythingBelowIt() {
        Unit own = add(Unit.GROUP, "own");
        Unit foreign = add(Unit.GROUP, "foreign");
        TestAccount account = TestAccounts.with(BuiltInRole.ADMINISTRATOR, own.id());

        assertThatThrownBy(() -> account.actor()
                        .call(() -> units.move(own.id(), own.version(), foreign.id(), LocalDate.now(ZoneOffset.UTC))))
                .rootCause()
                .hasMessageContaining(
                        "moving a unit needs the permission unit.change on it and on the unit above its new place");
    }
}
