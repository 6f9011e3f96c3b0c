package dev.sekisho.server.sample;

import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.identity.Account;
import dev.sekisho.server.identity.AccountDirectory;
import dev.sekisho.server.identity.Accounts;
import dev.sekisho.server.identity.Grants;
import dev.sekisho.server.incident.SampleIncidents;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The group "Aozora Sample": divisions, companies at home and overseas, partners, people, posts, qualifications, accounts,
 * roles and incidents. Every name is made of a word and a number, so that nobody can take it for a real one. The same at every
 * loading but for ids; loaded once into an empty server.
 */
@Component
public final class SampleGroup {
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final int SEED = 1;
    private static final int ENTERED_AT_ONCE = 1000;
    private static final int LAST_WITH_A_POST = 2;

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
    private final SampleIncidents incidents;
    private final Clock clock;
    private final TransactionOperations transactions;

    SampleGroup(
            Units units,
            People people,
            Accounts accounts,
            Grants grants,
            SampleIncidents incidents,
            Clock clock,
            TransactionOperations transactions) {
        this.units = units;
        this.people = people;
        this.accounts = accounts;
        this.grants = grants;
        this.incidents = incidents;
        this.clock = clock;
        this.transactions = transactions;
    }

    private record Name(String written, String read) {}

    /** One who is to be entered, and what he is to his unit: its head, its security manager, its auditor, or one of many. */
    private record Waiting(NewPerson person, int place, String code, UnitKind kind) {}

    /** How large the group is. */
    public enum Size {
        /** Enough for every page to show something, loaded within seconds. */
        SMALL(8, 3, 6, 4, 0, 378, 8, 9),
        /** The size for which the server is made: 128 units with their departments, 170,000 people, 1,000 partners. */
        FULL(83, 8, 30, 15, 8, 170_000, 1000, 3);

        private final int divisions;
        private final int departments;
        private final int companies;
        private final int overseas;
        private final int companyDepartments;
        private final int people;
        private final int partners;
        private final int peopleOfPartner;

        Size(
                int divisions,
                int departments,
                int companies,
                int overseas,
                int companyDepartments,
                int people,
                int partners,
                int peopleOfPartner) {
            this.divisions = divisions;
            this.departments = departments;
            this.companies = companies;
            this.overseas = overseas;
            this.companyDepartments = companyDepartments;
            this.people = people;
            this.partners = partners;
            this.peopleOfPartner = peopleOfPartner;
        }

        private int ownUnits() {
            return divisions * (1 + departments) + (companies + overseas) * (1 + companyDepartments);
        }
    }

    /** Loads the group, unless there is any unit beside the group itself. */
    public void load(Size size) {
        Actor.SETUP.run(() -> transactions.executeWithoutResult(status -> loadAll(size)));
    }

    private void loadAll(Size size) {
        if (units.count(ListQuery.all()) > 1) {
            return;
        }
        LocalDate start = LocalDate.now(clock.withZone(ZONE)).minusYears(2);
        new Loading(size, start).all();
        incidents.load(code -> units.getByCode(code).id(), this::head);
    }

    /** The account of the one who heads the unit with a code. */
    private AccountDirectory.Listed head(String code) {
        UUID unit = units.getByCode(code).id();
        Account account = accounts.slice(ListQuery.all().with("unit", unit.toString()))
                .rows()
                .getFirst();
        return new AccountDirectory.Listed(account.id(), account.unit(), account.name(), account.email());
    }

    /** One loading: counts units and people, so that their numbers differ. */
    private final class Loading {
        private final Size size;
        private final Random random = new Random(SEED);
        private final LocalDate start;
        private final List<Waiting> waiting = new ArrayList<>();
        private int ownUnits;
        private int loaded;

        Loading(Size size, LocalDate start) {
            this.size = size;
            this.start = start;
        }

        void all() {
            for (int i = 1; i <= size.divisions; i++) {
                UUID division =
                        unit(Unit.GROUP, "D%02d".formatted(i), UnitKind.DIVISION, "Division " + i, "第" + i + "事業本部");
                departments(division, size.departments, "D%02d".formatted(i), "Department " + i, "第" + i + "事業本部");
            }
            for (int i = 1; i <= size.companies; i++) {
                UUID company =
                        unit(Unit.GROUP, "C%02d".formatted(i), UnitKind.COMPANY, "Aozora Company " + i, "あおぞら会社" + i);
                departments(
                        company,
                        size.companyDepartments,
                        "C%02d".formatted(i),
                        "Company department " + i,
                        "あおぞら会社" + i);
            }
            for (int i = 1; i <= size.overseas; i++) {
                UUID company = unit(
                        Unit.GROUP,
                        "O%02d".formatted(i),
                        UnitKind.OVERSEAS_COMPANY,
                        "Aozora Overseas " + i,
                        "あおぞら海外" + i);
                departments(
                        company,
                        size.companyDepartments,
                        "O%02d".formatted(i),
                        "Overseas department " + i,
                        "あおぞら海外" + i);
            }
            for (int i = 1; i <= size.partners; i++) {
                unit(Unit.GROUP, "P%02d".formatted(i), UnitKind.PARTNER, "Partner " + i, "取引先" + i);
            }
            enter();
        }

        private void departments(UUID unit, int count, String code, String english, String japanese) {
            for (int i = 1; i <= count; i++) {
                unit(unit, code + "-" + i, UnitKind.DEPARTMENT, english + "-" + i, japanese + " 第" + i + "部");
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
            int count = peopleOf(kind);
            for (int i = 0; i < count; i++) {
                person(unit, code, kind, i);
            }
            return unit;
        }

        /** As many in each unit, the rest one each in the first ones. */
        private int peopleOf(UnitKind kind) {
            if (kind == UnitKind.PARTNER) {
                return size.peopleOfPartner;
            }
            int all = size.ownUnits();
            int count = size.people / all + (ownUnits < size.people % all ? 1 : 0);
            ownUnits++;
            return count;
        }

        private void person(UUID unit, String code, UnitKind kind, int place) {
            loaded++;
            Name family = FAMILY_NAMES.get(random.nextInt(FAMILY_NAMES.size()));
            Name given = GIVEN_NAMES.get(random.nextInt(GIVEN_NAMES.size()));
            String number = "S%05d".formatted(loaded);
            String email = number.toLowerCase(Locale.ROOT) + "@sample.invalid";
            LocalDate joined = start.plusDays(random.nextInt(600));
            NewPerson entered = new NewPerson(
                    unit, number, family.written(), given.written(), family.read() + " " + given.read(), email, joined);
            waiting.add(new Waiting(entered, place, code, kind));
            if (waiting.size() == ENTERED_AT_ONCE) {
                enter();
            }
        }

        /** Enters those who wait; then the first of each unit get their posts. */
        private void enter() {
            List<UUID> ids = people.addAll(waiting.stream().map(Waiting::person).toList());
            for (int i = 0; i < ids.size(); i++) {
                if (waiting.get(i).place() <= LAST_WITH_A_POST) {
                    post(ids.get(i), waiting.get(i));
                }
            }
            waiting.clear();
        }

        private void post(UUID id, Waiting entered) {
            NewPerson person = entered.person();
            UUID unit = person.unit();
            if (entered.place() == 0) {
                people.appoint(id, unit, PostKind.HEAD, person.from());
                account(
                        unit,
                        person.familyName() + " " + person.givenName(),
                        Objects.requireNonNull(person.email()),
                        entered.kind());
            } else if (entered.place() == 1) {
                people.appoint(id, unit, PostKind.SECURITY_MANAGER, person.from());
            } else {
                LocalDate issued = start.plusDays(random.nextInt(500));
                people.qualify(
                        id,
                        new Qualification(
                                "Sample auditor",
                                random.nextBoolean() ? "Lead" : "Auditor",
                                entered.code(),
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
