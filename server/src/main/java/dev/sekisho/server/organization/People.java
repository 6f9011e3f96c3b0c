package dev.sekisho.server.organization;

import dev.sekisho.server.console.SearchWords;
import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.scope.ActorPermissions;
import dev.sekisho.server.scope.Refusal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The people whom the one who acts may see, and their changes. Every change is evidence. */
@Repository
@Transactional(readOnly = true)
public class People {
    private static final String SELECT = """
            person.id, person.unit, unit.code as unit_code, person.number, person.family_name, person.given_name,
            person.reading, person.email, lower(person.valid) as first_day, upper(person.valid) as end_day,
            person.version""";

    private static final String FROM = """
            organization.person
            join organization.unit on unit.id = person.unit""";

    static final ListStatement<Person> STATEMENT = new ListStatement<>(
                    SELECT,
                    FROM,
                    "person.id",
                    List.of(
                            ListColumn.text("familyName", "person.family_name"),
                            ListColumn.text("givenName", "person.given_name"),
                            ListColumn.text("reading", "person.reading"),
                            ListColumn.text("number", "person.number"),
                            new ListColumn("email", "person.email", "text", false, true, null),
                            ListColumn.text("unit", "unit.code")
                                    .filteredBy("person.unit in (select scope.below(cast(:value as uuid)))"),
                            ListColumn.time("from", "lower(person.valid)", "date")),
                    People::row)
            .narrowedBy("person.unit", OrganizationPermissions.PERSON_READ);

    private static final int MOST_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActorPermissions permissions;

    People(JdbcClient jdbc, Ledger ledger, ActorPermissions permissions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.permissions = permissions;
    }

    public Slice<Person> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    public int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    public void forEach(ListQuery query, Consumer<Person> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    public Optional<Person> find(UUID id) {
        return jdbc.sql("select " + SELECT + " from " + FROM + " where person.id = :id")
                .param("id", id)
                .query(People::row)
                .optional();
    }

    /** The person, or a refusal that says no more than that nobody was found. */
    public Person get(UUID id) {
        return find(id).orElseThrow(Refusal::notFound);
    }

    /** People whom all words fit, at most so many. */
    List<Person> search(SearchWords words, int most) {
        return jdbc.sql("select " + SELECT + " from " + FROM + """

                 where person.id in (select organization.search_people(cast(:patterns as text[]), :most))
                 order by person.family_name, person.id
                """)
                .param("patterns", words.patterns())
                .param("most", most)
                .query(People::row)
                .list();
    }

    /** Enters a person, who belongs to the unit from the first day on. */
    @Transactional
    public Person add(NewPerson person) {
        UUID id = Uuids.next();
        jdbc.sql("""
                insert into organization.person (id, unit, number, family_name, given_name, reading, email, valid)
                values (:id, :unit, :number, :familyName, :givenName, :reading, :email, daterange(:from, null))
                """)
                .param("id", id)
                .param("unit", person.unit())
                .param("number", person.number())
                .param("familyName", person.familyName())
                .param("givenName", person.givenName())
                .param("reading", person.reading())
                .param("email", person.email())
                .param("from", person.from())
                .update();
        jdbc.sql("""
                insert into organization.membership (id, person, unit, kind, valid)
                values (:id, :person, :unit, 'MAIN', daterange(:from, null))
                """)
                .param("id", Uuids.next())
                .param("person", id)
                .param("unit", person.unit())
                .param("from", person.from())
                .update();
        ledger.record(new Evidence("person.added", person.unit(), id, Map.of("number", person.number())));
        return get(id);
    }

    /** Enters many people, all or none, in few statements. */
    @Transactional
    public List<UUID> addAll(List<NewPerson> entered) {
        if (entered.size() > MOST_AT_ONCE) {
            throw Refusal.invalid("", "person.invalid.many", MOST_AT_ONCE, entered.size());
        }
        List<UUID> ids = entered.stream().map(person -> Uuids.next()).toList();
        jdbc.sql("""
                with entered as (
                    select * from unnest(cast(:ids as uuid[]), cast(:memberships as uuid[]), cast(:units as uuid[]),
                                         cast(:numbers as text[]), cast(:familyNames as text[]), cast(:givenNames as text[]),
                                         cast(:readings as text[]), cast(:emails as text[]), cast(:days as date[]))
                           as row (id, membership, unit, number, family_name, given_name, reading, email, first_day)
                ), person as (
                    insert into organization.person (id, unit, number, family_name, given_name, reading, email, valid)
                    select id, unit, number, family_name, given_name, reading, email, daterange(first_day, null) from entered
                )
                insert into organization.membership (id, person, unit, kind, valid)
                select membership, id, unit, 'MAIN', daterange(first_day, null) from entered
                """)
                .param("ids", texts(ids, UUID::toString))
                .param("memberships", texts(ids, id -> Uuids.next().toString()))
                .param("units", texts(entered, person -> person.unit().toString()))
                .param("numbers", texts(entered, NewPerson::number))
                .param("familyNames", texts(entered, NewPerson::familyName))
                .param("givenNames", texts(entered, NewPerson::givenName))
                .param("readings", texts(entered, NewPerson::reading))
                .param("emails", texts(entered, NewPerson::email))
                .param("days", texts(entered, person -> person.from().toString()))
                .update();
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            NewPerson person = entered.get(i);
            evidence.add(new Evidence("person.added", person.unit(), ids.get(i), Map.of("number", person.number())));
        }
        ledger.recordAll(evidence);
        return ids;
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    /** Corrects name, reading and mail address. Refuses if the person has changed since {@code version}. */
    @Transactional
    public Person correct(
            UUID id, int version, String familyName, String givenName, String reading, @Nullable String email) {
        Person before = get(id);
        NewPerson checked =
                new NewPerson(before.unit(), before.number(), familyName, givenName, reading, email, before.from());
        int changed = jdbc.sql("""
                update organization.person
                   set family_name = :familyName,
                       given_name = :givenName,
                       reading = :reading,
                       email = :email,
                       version = version + 1
                 where id = :id
                   and version = :version
                """)
                .param("familyName", checked.familyName())
                .param("givenName", checked.givenName())
                .param("reading", checked.reading())
                .param("email", checked.email())
                .param("id", id)
                .param("version", version)
                .update();
        if (changed == 0) {
            permissions.require(OrganizationPermissions.PERSON_CHANGE, before.unit());
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
        ledger.record(new Evidence("person.corrected", before.unit(), id, Map.of("number", before.number())));
        return get(id);
    }

    /** The posts that a person holds or held, newest first. */
    public List<Post> posts(UUID person) {
        return jdbc.sql("""
                select post.unit, unit.code, post.kind, lower(post.valid) as first_day, upper(post.valid) as end_day
                  from organization.post
                  join organization.unit on unit.id = post.unit
                 where post.person = :person
                 order by lower(post.valid) desc
                """)
                .param("person", person)
                .query((row, number) -> new Post(
                        row.getObject("unit", UUID.class),
                        row.getString("code"),
                        PostKind.valueOf(row.getString("kind")),
                        row.getObject("first_day", LocalDate.class),
                        date(row.getDate("end_day"))))
                .list();
    }

    /** Gives a person a post in a unit. */
    @Transactional
    public void appoint(UUID person, UUID unit, PostKind kind, LocalDate from) {
        jdbc.sql("""
                insert into organization.post (id, person, unit, kind, valid)
                values (:id, :person, :unit, :kind, daterange(:from, null))
                """)
                .param("id", Uuids.next())
                .param("person", person)
                .param("unit", unit)
                .param("kind", kind.name())
                .param("from", from)
                .update();
        ledger.record(new Evidence("person.appointed", unit, person, Map.of("post", kind.name())));
    }

    /** What a person is qualified for, newest first. */
    public List<Qualification> qualifications(UUID person) {
        return jdbc.sql("""
                select scheme, grade, number, issued, valid_to
                  from organization.qualification
                 where person = :person
                 order by issued desc
                """)
                .param("person", person)
                .query((row, number) -> new Qualification(
                        row.getString("scheme"),
                        row.getString("grade"),
                        row.getString("number"),
                        row.getObject("issued", LocalDate.class),
                        date(row.getDate("valid_to"))))
                .list();
    }

    /** Enters that a person is qualified. */
    @Transactional
    public void qualify(UUID person, Qualification qualification) {
        Person qualified = get(person);
        jdbc.sql("""
                insert into organization.qualification (id, person, scheme, grade, number, issued, valid_to)
                values (:id, :person, :scheme, :grade, :number, :issued, :validTo)
                """)
                .param("id", Uuids.next())
                .param("person", person)
                .param("scheme", qualification.scheme())
                .param("grade", qualification.grade())
                .param("number", qualification.number())
                .param("issued", qualification.issued())
                .param("validTo", qualification.validTo())
                .update();
        ledger.record(
                new Evidence("person.qualified", qualified.unit(), person, Map.of("scheme", qualification.scheme())));
    }

    private static Person row(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getObject("id", UUID.class),
                row.getObject("unit", UUID.class),
                row.getString("unit_code"),
                row.getString("number"),
                row.getString("family_name"),
                row.getString("given_name"),
                row.getString("reading"),
                row.getString("email"),
                row.getObject("first_day", LocalDate.class),
                date(row.getDate("end_day")),
                row.getInt("version"));
    }

    private static @Nullable LocalDate date(@Nullable Date date) {
        return date == null ? null : date.toLocalDate();
    }
}
