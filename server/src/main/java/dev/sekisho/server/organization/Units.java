package dev.sekisho.server.organization;

import dev.sekisho.server.console.Language;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The units that the one who acts may see, and their changes. Every change is evidence. */
@Repository
@Transactional(readOnly = true)
public class Units {
    private static final String SELECT = """
            unit.id, unit.code, unit.kind, english.name as name_en, japanese.name as name_ja, edge.parent,
            (select above.code from organization.unit as above where above.id = edge.parent) as parent_code,
            (select count(*) - 1 from scope.above(unit.id))::int as depth, unit.audit_unit, unit.zone,
            lower(unit.valid) as first_day, upper(unit.valid) as end_day, unit.version""";

    private static final String FROM = """
            organization.unit
            join organization.unit_name as english on english.unit = unit.id and english.language = 'en'
            join organization.unit_name as japanese on japanese.unit = unit.id and japanese.language = 'ja'
            left join organization.unit_edge as edge on edge.child = unit.id and edge.valid @> current_date""";

    static final ListStatement<Unit> STATEMENT = new ListStatement<>(
            SELECT,
            FROM,
            "unit.id",
            List.of(
                    ListColumn.text("code", "unit.code"),
                    ListColumn.text("nameEn", "english.name"),
                    ListColumn.text("nameJa", "japanese.name"),
                    ListColumn.choice("kind", "unit.kind"),
                    ListColumn.shown("parent", "edge.parent"),
                    ListColumn.time("from", "lower(unit.valid)", "date"),
                    ListColumn.shown("unit", "unit.id::text")
                            .filteredBy("unit.id in (select scope.below(cast(:value as uuid)))")),
            Units::row);

    private static final int MOST_OPTIONS = 200;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActorPermissions permissions;

    Units(JdbcClient jdbc, Ledger ledger, ActorPermissions permissions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.permissions = permissions;
    }

    public Slice<Unit> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    public int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    public void forEach(ListQuery query, Consumer<Unit> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    public Optional<Unit> find(UUID id) {
        return jdbc.sql("select " + SELECT + " from " + FROM + " where unit.id = :id")
                .param("id", id)
                .query(Units::row)
                .optional();
    }

    /** The unit, or a refusal that says no more than that it was not found. */
    public Unit get(UUID id) {
        return find(id).orElseThrow(Refusal::notFound);
    }

    /** The unit with this code, or a refusal that names the code. */
    public Unit getByCode(String code) {
        return jdbc.sql("select " + SELECT + " from " + FROM + " where unit.code = :code")
                .param("code", code)
                .query(Units::row)
                .optional()
                .orElseThrow(() -> Refusal.invalid("code", "unit.invalid.unknown", code));
    }

    /** Units that all words fit, the highest first, at most so many. */
    List<Unit> search(SearchWords words, int most) {
        return jdbc.sql("select " + SELECT + " from " + FROM + """

                 where unit.code || ' ' || english.name || ' ' || japanese.name ilike all (cast(:patterns as text[]))
                 order by depth, unit.code
                 limit :most
                """)
                .param("patterns", words.patterns())
                .param("most", most)
                .query(Units::row)
                .list();
    }

    /** The units directly below one, today. */
    public List<Unit> below(UUID id) {
        return jdbc.sql("select " + SELECT + " from " + FROM + " where edge.parent = :id order by unit.code")
                .param("id", id)
                .query(Units::row)
                .list();
    }

    /** The units by which lists are filtered: the highest that may be seen, at most {@value #MOST_OPTIONS}. */
    public List<UnitOption> options(Language language) {
        return jdbc.sql("""
                select unit.id, unit.code || ' ' || unit_name.name as label
                  from organization.unit
                  join organization.unit_name on unit_name.unit = unit.id and unit_name.language = :language
                 order by (select count(*) from scope.above(unit.id)), unit.code
                 limit :most
                """)
                .param("language", language.tag())
                .param("most", MOST_OPTIONS)
                .query((row, number) -> new UnitOption(row.getObject("id", UUID.class), row.getString("label")))
                .list();
    }

    /** A unit to choose. */
    public record UnitOption(UUID id, String label) {}

    /** The units above one, the highest first, as far as they may be seen. */
    public List<Unit> above(UUID id) {
        return jdbc.sql("select " + SELECT + " from " + FROM
                        + " where unit.id in (select scope.above(:id)) and unit.id <> :id order by depth")
                .param("id", id)
                .query(Units::row)
                .list();
    }

    /** Makes a unit below another. */
    @Transactional
    public Unit add(NewUnit unit) {
        UUID id = Uuids.next();
        jdbc.sql("""
                select organization.add_unit(:id, :code, :kind, :auditUnit, :zone, :parent, :from, :breaksCommand)
                """)
                .param("id", id)
                .param("code", unit.code())
                .param("kind", unit.kind().name())
                .param("auditUnit", unit.auditUnit())
                .param("zone", unit.zone())
                .param("parent", unit.parent())
                .param("from", unit.from())
                .param("breaksCommand", unit.breaksCommand())
                .query((row, number) -> 0)
                .single();
        nameUnit(id, "en", unit.nameEn());
        nameUnit(id, "ja", unit.nameJa());
        ledger.record(new Evidence(
                "unit.added",
                id,
                id,
                Map.of("code", unit.code(), "name", unit.nameEn(), "parent", codeOf(unit.parent()))));
        return get(id);
    }

    /** Gives a unit other names. Refuses if it has changed since {@code version}. */
    @Transactional
    public Unit rename(UUID id, int version, String nameEn, String nameJa) {
        NewUnit.requireName("nameEn", nameEn);
        NewUnit.requireName("nameJa", nameJa);
        Unit before = get(id);
        countUp(id, version);
        nameUnit(id, "en", nameEn);
        nameUnit(id, "ja", nameJa);
        ledger.record(new Evidence(
                "unit.renamed", id, id, Map.of("before", before.nameEn(), "after", nameEn, "code", before.code())));
        return get(id);
    }

    /** Hangs a unit under another from a day on. Refuses if it has changed since {@code version}. */
    @Transactional
    public Unit move(UUID id, int version, UUID parent, LocalDate from) {
        Unit before = get(id);
        if (before.version() != version) {
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
        jdbc.sql("select organization.move_unit(:id, :parent, :from, false)")
                .param("id", id)
                .param("parent", parent)
                .param("from", from)
                .query((row, number) -> 0)
                .single();
        ledger.record(new Evidence(
                "unit.moved",
                id,
                id,
                Map.of(
                        "code",
                        before.code(),
                        "before",
                        codeOf(before.parent()),
                        "after",
                        codeOf(parent),
                        "from",
                        from.toString())));
        return get(id);
    }

    /** Renames, moves, or both. */
    @Transactional
    public Unit change(UUID id, int version, UnitChange change) {
        Unit unit = get(id);
        if (unit.version() != version) {
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
        if (change.nameEn() != null || change.nameJa() != null) {
            unit = rename(
                    id,
                    version,
                    Objects.requireNonNullElse(change.nameEn(), unit.nameEn()),
                    Objects.requireNonNullElse(change.nameJa(), unit.nameJa()));
        }
        if (change.parent() != null) {
            if (change.from() == null) {
                throw Refusal.invalid("from", "unit.invalid.from");
            }
            unit = move(id, unit.version(), change.parent(), change.from());
        }
        return unit;
    }

    /** Its code, empty for a unit that may not be seen. */
    private String codeOf(@Nullable UUID id) {
        return id == null ? "" : find(id).map(Unit::code).orElse("");
    }

    private void countUp(UUID id, int version) {
        int changed = jdbc.sql(
                        "update organization.unit set version = version + 1 where id = :id and version = :version")
                .param("id", id)
                .param("version", version)
                .update();
        if (changed == 0) {
            permissions.require(OrganizationPermissions.UNIT_CHANGE, id);
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
    }

    private void nameUnit(UUID id, String language, String name) {
        jdbc.sql("""
                insert into organization.unit_name (unit, language, name)
                values (:unit, :language, :name)
                    on conflict (unit, language) do update set name = excluded.name
                """)
                .param("unit", id)
                .param("language", language)
                .param("name", name)
                .update();
    }

    private static Unit row(ResultSet row, int number) throws SQLException {
        return new Unit(
                row.getObject("id", UUID.class),
                row.getString("code"),
                UnitKind.valueOf(row.getString("kind")),
                row.getString("name_en"),
                row.getString("name_ja"),
                row.getObject("parent", UUID.class),
                row.getString("parent_code"),
                row.getInt("depth"),
                row.getBoolean("audit_unit"),
                row.getString("zone"),
                row.getObject("first_day", LocalDate.class),
                date(row.getDate("end_day")),
                row.getInt("version"));
    }

    private static @Nullable LocalDate date(@Nullable Date date) {
        return date == null ? null : date.toLocalDate();
    }
}
