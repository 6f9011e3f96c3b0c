package dev.sekisho.server.sample;

import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.identity.Accounts;
import dev.sekisho.server.identity.Grants;
import dev.sekisho.server.organization.NewPerson;
import dev.sekisho.server.organization.NewUnit;
import dev.sekisho.server.organization.People;
import dev.sekisho.server.organization.PostKind;
import dev.sekisho.server.organization.Qualification;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.UnitKind;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The group "Aozora Sample": divisions, companies at home and overseas, partners, people, posts, qualifications, accounts
 * and roles. Every name is made of a word and a number, so that nobody can take it for a real one. The same at every
 * loading but for ids; loaded once into an empty server.
 */
@Component
public final class SampleGroup {
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final int DIVISIONS = 8;
    private static final int DEPARTMENTS = 3;
    private static final int COMPANIES = 6;
    private static final int OVERSEAS = 4;
    private static final int PARTNERS = 8;
    private static final int PEOPLE_PER_UNIT = 9;
    private static final int SEED = 1;

    private static final List<Name> FAMILY_NAMES = List.of(
            new Name("見本", "みほん"),
            new Name("例野", "れいの"),
            new Name("仮田", "かりた"),
            new Name("架空", "かくう"),
            new Name("試山", "ためしやま"),
            new Name("案内", "あんない"),
            new Name("模川", "もがわ"),
            new Name("想定", "そうてい"));
    private static final List<Name> GIVEN_NAMES = List.of(
            new Name("一号", "いちごう"),
            new Name("二号", "にごう"),
            new Name("三号", "さんごう"),
            new Name("四号", "よんごう"),
            new Name("五号", "ごごう"),
            new Name("六号", "ろくごう"));

    private final Units units;
    private final People people;
    private final Accounts accounts;
    private final Grants grants;
    private final Clock clock;
    private final TransactionOperations transactions;

    SampleGroup(
            Units units,
            People people,
            Accounts accounts,
            Grants grants,
            Clock clock,
            TransactionOperations transactions) {
        this.units = units;
        this.people = people;
        this.accounts = accounts;
        this.grants = grants;
        this.clock = clock;
        this.transactions = transactions;
    }

    private record Name(String written, String read) {}

    /** Loads the group, unless there is any unit beside the group itself. */
    public void load() {
        Actor.SETUP.run(() -> transactions.executeWithoutResult(status -> loadAll()));
    }

    private void loadAll() {
        if (units.count(ListQuery.all()) > 1) {
            return;
        }
        Random random = new Random(SEED);
        LocalDate start = LocalDate.now(clock.withZone(ZONE)).minusYears(2);
        Loading loading = new Loading(random, start);
        loading.all();
    }

    /** One loading: counts people, so that their numbers differ. */
    private final class Loading {
        private final Random random;
        private final LocalDate start;
        private int loaded;

        Loading(Random random, LocalDate start) {
            this.random = random;
            this.start = start;
        }

        void all() {
            for (int i = 1; i <= DIVISIONS; i++) {
                UUID division =
                        unit(Unit.GROUP, "D%02d".formatted(i), UnitKind.DIVISION, "Division " + i, "第" + i + "事業本部");
                for (int j = 1; j <= DEPARTMENTS; j++) {
                    unit(
                            division,
                            "D%02d-%d".formatted(i, j),
                            UnitKind.DEPARTMENT,
                            "Department " + i + "-" + j,
                            "第" + i + "事業本部 第" + j + "部");
                }
            }
            for (int i = 1; i <= COMPANIES; i++) {
                unit(Unit.GROUP, "C%02d".formatted(i), UnitKind.COMPANY, "Aozora Company " + i, "あおぞら会社" + i);
            }
            for (int i = 1; i <= OVERSEAS; i++) {
                unit(Unit.GROUP, "O%02d".formatted(i), UnitKind.OVERSEAS_COMPANY, "Aozora Overseas " + i, "あおぞら海外" + i);
            }
            for (int i = 1; i <= PARTNERS; i++) {
                unit(Unit.GROUP, "P%02d".formatted(i), UnitKind.PARTNER, "Partner " + i, "取引先" + i);
            }
        }

        private UUID unit(UUID parent, String code, UnitKind kind, String english, String japanese) {
            UUID unit = units.add(new NewUnit(
                            parent,
                            code,
                            kind,
                            english,
                            japanese,
                            kind != UnitKind.DEPARTMENT,
                            ZONE.getId(),
                            start,
                            false))
                    .id();
            for (int i = 0; i < PEOPLE_PER_UNIT; i++) {
                person(unit, code, kind, i);
            }
            return unit;
        }

        private void person(UUID unit, String code, UnitKind kind, int place) {
            loaded++;
            Name family = FAMILY_NAMES.get(random.nextInt(FAMILY_NAMES.size()));
            Name given = GIVEN_NAMES.get(random.nextInt(GIVEN_NAMES.size()));
            String number = "S%05d".formatted(loaded);
            String email = number.toLowerCase(Locale.ROOT) + "@sample.invalid";
            LocalDate joined = start.plusDays(random.nextInt(600));
            UUID person = people.add(new NewPerson(
                            unit,
                            number,
                            family.written(),
                            given.written(),
                            family.read() + " " + given.read(),
                            email,
                            joined))
                    .id();
            if (place == 0) {
                people.appoint(person, unit, PostKind.HEAD, joined);
                account(unit, family.written() + " " + given.written(), email, kind);
            } else if (place == 1) {
                people.appoint(person, unit, PostKind.SECURITY_MANAGER, joined);
            } else if (place == 2) {
                LocalDate issued = start.plusDays(random.nextInt(500));
                people.qualify(
                        person,
                        new Qualification(
                                "Sample auditor",
                                random.nextBoolean() ? "Lead" : "Auditor",
                                code,
                                issued,
                                issued.plusYears(3)));
            }
        }

        private void account(UUID unit, String name, String email, UnitKind kind) {
            UUID account = accounts.invite(unit, name, email);
            BuiltInRole role = kind == UnitKind.PARTNER ? BuiltInRole.PARTNER_CONTACT : BuiltInRole.UNIT_MANAGER;
            grants.give(account, role.id(), unit, clock.instant(), null, "sample");
        }
    }
}
