package dev.sekisho.server.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.exchange.DocumentHeading;
import dev.sekisho.server.exchange.Sheet;
import dev.sekisho.server.exchange.SheetFormat;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.organization.Import.Kind;
import dev.sekisho.server.organization.Import.Policy;
import dev.sekisho.server.organization.Import.RowState;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import dev.sekisho.server.scope.Refusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Lists of people and units, from the file to what is entered. */
class ImportTest {
    private static final int EVERYBODY = 170_000;

    @TempDir
    private Path directory;

    private final Imports imports = TestServer.bean(Imports.class);
    private final People people = TestServer.bean(People.class);
    private final Units units = TestServer.bean(Units.class);
    private String mark = "";
    private Unit unit;
    private Unit foreign;
    private Actor actor;

    @BeforeEach
    void makeUnits() {
        mark = Uuids.next().toString().substring(24);
        unit = newUnit("i" + mark);
        foreign = newUnit("f" + mark);
        TestAccount account = TestAccounts.with(BuiltInRole.ADMINISTRATOR, unit.id());
        actor = new Actor(account.id(), "importer", Set.of());
    }

    private Unit newUnit(String code) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return Actor.SETUP.call(() ->
                units.add(new NewUnit(Unit.GROUP, code, UnitKind.DIVISION, code, code, false, "UTC", today, false)));
    }

    private void person(Unit where, String number, String family, @Nullable String email) {
        Actor.SETUP.run(
                () -> people.add(new NewPerson(where.id(), number, family, "g", "", email, LocalDate.of(2020, 1, 1))));
    }

    private Path csv(String... lines) throws IOException {
        return Files.writeString(directory.resolve("list.csv"), String.join("\r\n", lines));
    }

    private Import begin(Kind kind, Policy policy, Path file) {
        return actor.call(() -> {
            try {
                return imports.begin(kind, policy, "list.csv", ZoneOffset.UTC, file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Import apply(Import begun) {
        return actor.call(() -> imports.apply(begun.kind(), begun.id(), begun.digest(), ZoneOffset.UTC));
    }

    private Map<Integer, ImportRow> rows(Import of) {
        return actor.call(() -> imports.slice(of.kind(), of.id(), ListQuery.all()).rows().stream()
                .collect(Collectors.toMap(ImportRow::number, row -> row)));
    }

    private static ImportRow row(Map<Integer, ImportRow> rows, int number) {
        return Objects.requireNonNull(rows.get(number));
    }

    private List<Person> found() {
        return actor.call(() -> people.slice(new ListQuery("", Map.of(), "number", false, null, 100))
                .rows());
    }

    @Test
    void tellsWhatWouldChangeAndWhyRowsAreRefused() throws IOException {
        person(unit, "a" + mark, "見本", null);
        person(unit, "b" + mark, "same", null);
        person(foreign, "c" + mark, "hidden", mark + "@test.invalid");

        Import begun = begin(
                Kind.PEOPLE,
                Policy.UPDATE,
                csv(
                        "番号,姓,メールアドレス,所属,Since",
                        "a" + mark + ",Changed,a" + mark + "@test.invalid," + unit.code() + ",",
                        "b" + mark + ",same,," + unit.code() + ",",
                        "n" + mark + ",new,," + unit.code() + ",2026/4/1",
                        "c" + mark + ",x,," + unit.code() + ",",
                        "d" + mark + ",x,," + foreign.code() + ",",
                        "e" + mark + ",x," + mark + "@TEST.invalid," + unit.code() + ",",
                        "n" + mark + ",x,," + unit.code() + ",",
                        "g" + mark + ",,," + unit.code() + ",",
                        "h" + mark + ",x,," + unit.code() + ",2026-13-01"));

        Map<Integer, ImportRow> rows = rows(begun);
        assertThat(row(rows, 2).state()).isEqualTo(RowState.CHANGED);
        assertThat(row(rows, 2).before()).isEqualTo(Map.of("familyName", "見本", "email", ""));
        assertThat(row(rows, 3).state()).isEqualTo(RowState.UNCHANGED);
        assertThat(row(rows, 4).state()).isEqualTo(RowState.NEW);
        assertThat(row(rows, 5).reason()).isEqualTo("import.row.numberTaken");
        assertThat(row(rows, 6).reason()).isEqualTo("import.row.unit");
        assertThat(row(rows, 7).reason()).isEqualTo("import.row.emailTaken");
        assertThat(row(rows, 8).reason()).isEqualTo("import.row.numberTwice");
        assertThat(row(rows, 9).reason()).isEqualTo("person.invalid.name");
        assertThat(row(rows, 10).reason()).isEqualTo("import.row.date");
        assertThat(found()).extracting(Person::familyName).containsExactly("見本", "same");

        Import done = apply(begun);

        assertThat(done.applied()).isNotNull();
        assertThat(found()).extracting(Person::familyName).containsExactly("Changed", "same", "new");
        assertThat(found().getLast().from()).isEqualTo(LocalDate.of(2026, 4, 1));
        assertThat(evidence(done.id(), "people.imported")).isEqualTo(1);
        assertThat(evidence(found().getLast().id(), "person.added")).isEqualTo(1);
        assertThat(evidence(found().getFirst().id(), "person.corrected")).isEqualTo(1);
    }

    private long evidence(UUID subject, String kind) {
        return Actor.SEQUENCER.call(() -> TestServer.bean(TransactionOperations.class)
                .execute(status -> TestServer.bean(JdbcClient.class)
                        .sql("select count(*) from ledger.evidence where subject = :subject and kind = :kind")
                        .param("subject", subject)
                        .param("kind", kind)
                        .query(Long.class)
                        .single()));
    }

    @Test
    void movesPeopleToAnotherUnitFromTodayOn() throws IOException {
        person(unit, "m" + mark, "mover", null);
        Unit below = Actor.SETUP.call(() -> units.add(new NewUnit(
                unit.id(), "b" + mark, UnitKind.DEPARTMENT, "b", "b", false, "UTC", LocalDate.of(2020, 1, 1), false)));

        Import begun =
                begin(Kind.PEOPLE, Policy.UPDATE, csv("number,familyName,unit", "m" + mark + ",mover," + below.code()));
        apply(begun);

        assertThat(found().getFirst().unitCode()).isEqualTo(below.code());
        assertThat(found().getFirst().givenName()).isEqualTo("g");
    }

    @Test
    void followsThePolicyForWhatDiffers() throws IOException {
        person(unit, "a" + mark, "before", null);
        Path file =
                csv("number,familyName,unit", "a" + mark + ",after," + unit.code(), "n" + mark + ",new," + unit.code());

        Import stopped = begin(Kind.PEOPLE, Policy.STOP, file);
        assertThat(stopped.isApplicable()).isFalse();
        assertThatThrownBy(() -> apply(stopped)).hasMessage("import.invalid.stopped[1, 0]");
        assertThat(found()).hasSize(1);

        apply(begin(Kind.PEOPLE, Policy.SKIP, file));
        assertThat(found()).extracting(Person::familyName).containsExactly("before", "new");
    }

    @Test
    void appliesOnlyWhatWasShownOnceAndToWhatWasCompared() throws IOException {
        person(unit, "a" + mark, "before", null);
        Import begun =
                begin(Kind.PEOPLE, Policy.UPDATE, csv("number,familyName,unit", "a" + mark + ",after," + unit.code()));

        assertThatThrownBy(
                        () -> actor.run(() -> imports.apply(Kind.PEOPLE, begun.id(), "0".repeat(64), ZoneOffset.UTC)))
                .isInstanceOf(Refusal.class)
                .hasMessage("import.invalid.digest[]");
        Person standing = found().getFirst();
        actor.run(() -> people.correct(standing.id(), standing.version(), "meanwhile", "g", "", null));
        assertThatThrownBy(() -> apply(begun)).hasMessage("import.invalid.stale[]");
        assertThat(found().getFirst().familyName()).isEqualTo("meanwhile");

        Import again =
                begin(Kind.PEOPLE, Policy.UPDATE, csv("number,familyName,unit", "a" + mark + ",after," + unit.code()));
        apply(again);
        assertThatThrownBy(() -> apply(again)).hasMessage("import.invalid.applied[]");
        assertThatThrownBy(() ->
                        Actor.SETUP.run(() -> imports.apply(Kind.PEOPLE, again.id(), again.digest(), ZoneOffset.UTC)))
                .hasMessage("refusal.notFound[]");
    }

    @Test
    void entersUnitsAboveBeforeThoseBelowWhateverTheirOrder() throws IOException {
        Import begun = begin(
                Kind.UNITS,
                Policy.UPDATE,
                csv(
                        "Code,Kind,Name in English,Name in Japanese,Unit above",
                        "z" + mark + ",DEPARTMENT,Lowest,最下," + "y" + mark,
                        "y" + mark + ",DEPARTMENT,Middle,中間," + unit.code(),
                        unit.code() + ",DIVISION,Renamed,改名,group",
                        "q" + mark + ",DIVISION,x,x," + foreign.code()));

        Map<Integer, ImportRow> rows = rows(begun);
        assertThat(row(rows, 4).before()).containsOnlyKeys("nameEn", "nameJa");
        assertThat(row(rows, 5).reason()).isEqualTo("import.row.parent");

        apply(begun);

        Unit lowest = actor.call(() -> units.getByCode("z" + mark));
        assertThat(lowest.parentCode()).isEqualTo("y" + mark);
        assertThat(actor.call(() -> units.get(unit.id())).nameJa()).isEqualTo("改名");
    }

    @Test
    void refusesAListWithoutHeadings() {
        assertThatThrownBy(() -> begin(Kind.PEOPLE, Policy.STOP, csv("a,b", "1,2")))
                .isInstanceOf(Refusal.class)
                .hasMessage("import.invalid.columns[番号 / Number, 姓 / Family name, 所属 / Unit]");
    }

    @Test
    @Tag("long")
    void takesEverybodyAtOnce() throws IOException {
        Path file = directory.resolve("everybody.xlsx");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                Sheet sheet = SheetFormat.XLSX.open(out, new DocumentHeading("x", "", "", Locale.ENGLISH))) {
            sheet.row(List.of("number", "familyName", "givenName", "reading", "email", "unit", "from"));
            for (int i = 0; i < EVERYBODY; i++) {
                String number = mark + i;
                sheet.row(List.of(number, "見本", "一号", "みほん", number + "@test.invalid", unit.code(), "2026-04-01"));
            }
            sheet.complete();
        }
        long start = System.nanoTime();
        Import begun = begin(Kind.PEOPLE, Policy.STOP, file);
        long compared = System.nanoTime();
        apply(begun);
        long applied = System.nanoTime();

        System.err.printf(
                "import of %d people (%d bytes): compared in %.1f s, applied in %.1f s%n",
                EVERYBODY, Files.size(file), (compared - start) / 1e9, (applied - compared) / 1e9);
        assertThat(begun.count(RowState.NEW)).isEqualTo(EVERYBODY);
        assertThat(begin(Kind.PEOPLE, Policy.STOP, file).count(RowState.UNCHANGED))
                .isEqualTo(EVERYBODY);
    }
}
