package dev.sekisho.server.organization;

import dev.sekisho.server.exchange.SheetRow;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.scope.Refusal;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People out of a list: compared and entered by statements over all rows at once. */
@Component
class PeopleImport {
    static final List<String> NEEDED = List.of("number", "familyName", "unit");
    static final List<String> OPTIONAL = List.of("givenName", "reading", "email", "from");

    private static final int EVIDENCE_AT_ONCE = 2000;

    private final JdbcClient jdbc;
    private final Ledger ledger;

    PeopleImport(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** Checks rows one by one, each for itself and against those before it. */
    static final class Check {
        private final ImportColumns columns;
        private final LocalDate today;
        private final Set<String> numbers = new HashSet<>();
        private final Set<String> addresses = new HashSet<>();

        Check(ImportColumns columns, LocalDate today) {
            this.columns = columns;
            this.today = today;
        }

        StagedRow check(SheetRow row) {
            Map<String, String> fields = new HashMap<>(columns.fields(row));
            String number = fields.getOrDefault("number", "");
            String label = (fields.getOrDefault("familyName", "") + " " + fields.getOrDefault("givenName", "")).strip();
            try {
                if (!row.formula().isEmpty()) {
                    throw Refusal.invalid("file", "import.row.formula", row.formula());
                }
                String from = fields.getOrDefault("from", "");
                LocalDate first = from.isEmpty() ? today : ImportDates.parse("from", from);
                fields.put("from", first.toString());
                String email = fields.getOrDefault("email", "");
                // the unit is looked up later; all else is checked as for one person
                NewPerson person = new NewPerson(
                        Unit.GROUP,
                        number,
                        fields.getOrDefault("familyName", ""),
                        fields.getOrDefault("givenName", ""),
                        fields.getOrDefault("reading", ""),
                        email.isEmpty() ? null : email,
                        first);
                requireOnce(numbers.add(person.number()), "import.row.numberTwice", number);
                requireOnce(
                        email.isEmpty() || addresses.add(email.toLowerCase(Locale.ROOT)),
                        "import.row.emailTwice",
                        email);
                return StagedRow.good(row.number(), number, label, fields);
            } catch (Refusal e) {
                return StagedRow.refused(row.number(), number, label, fields, e);
            }
        }

        private static void requireOnce(boolean first, String key, String value) {
            if (!first) {
                throw Refusal.invalid("file", key, value);
            }
        }
    }

    /** Finds out what each row would do. */
    void compare(UUID id) {
        jdbc.sql("""
                update organization.import_row
                   set unit = unit.id
                  from organization.unit
                 where import_row.import = :id
                   and unit.code = import_row.fields ->> 'unit'
                   and unit.id in (select scope.units('person.change'))
                """).param("id", id).update();
        jdbc.sql("""
                update organization.import_row
                   set state = 'REFUSED', reason = 'import.row.unit', arguments = array[coalesce(fields ->> 'unit', '')]
                 where import = :id
                   and state = 'NEW'
                   and unit is null
                """).param("id", id).update();
        jdbc.sql("""
                update organization.import_row
                   set entity = person.id,
                       entity_version = person.version,
                       before = differing.fields,
                       state = case when differing.fields = '{}' then 'UNCHANGED' else 'CHANGED' end
                  from organization.person
                  join organization.unit on unit.id = person.unit
                  join organization.import_row as compared on compared.key = person.number and compared.import = :id
                 cross join lateral (
                       select coalesce(jsonb_object_agg(field.key, field.value), '{}') as fields
                         from (values ('familyName', person.family_name), ('givenName', person.given_name),
                                      ('reading', person.reading), ('email', coalesce(person.email, '')),
                                      ('unit', unit.code)) as field (key, value)
                        where compared.fields ->> field.key <> field.value) as differing
                 where import_row.id = compared.id
                   and import_row.state = 'NEW'
                """).param("id", id).update();
        jdbc.sql("""
                update organization.import_row
                   set state = 'REFUSED', reason = 'import.row.person', arguments = array[key]
                  from organization.person
                 where import_row.import = :id
                   and import_row.state = 'CHANGED'
                   and person.id = import_row.entity
                   and person.unit not in (select scope.units('person.change'))
                """).param("id", id).update();
        jdbc.sql("""
                update organization.import_row
                   set state = 'REFUSED',
                       reason = case when taken.by_number then 'import.row.numberTaken' else 'import.row.emailTaken' end,
                       arguments = array[case when taken.by_number then key else fields ->> 'email' end]
                  from organization.taken_people(:id) as taken
                 where import_row.id = taken.row_id
                """).param("id", id).update();
    }

    /**
     * Enters what is new and, if asked for, makes what differs as the list has it.
     *
     * @return false if somebody has changed a person since the list was compared
     */
    boolean apply(UUID id, boolean withChanges, LocalDate today) {
        jdbc.sql("""
                insert into organization.person (id, unit, number, family_name, given_name, reading, email, valid)
                select id, unit, key, fields ->> 'familyName', coalesce(fields ->> 'givenName', ''),
                       coalesce(fields ->> 'reading', ''), nullif(fields ->> 'email', ''),
                       daterange(cast(fields ->> 'from' as date), null)
                  from organization.import_row
                 where import = :id
                   and state = 'NEW'
                """).param("id", id).update();
        jdbc.sql("""
                insert into organization.membership (id, person, unit, kind, valid)
                select membership, id, unit, 'MAIN', daterange(cast(fields ->> 'from' as date), null)
                  from organization.import_row
                 where import = :id
                   and state = 'NEW'
                """).param("id", id).update();
        if (withChanges && !applyChanges(id, today)) {
            return false;
        }
        recordEvidence(id, withChanges);
        return true;
    }

    private boolean applyChanges(UUID id, LocalDate today) {
        // a membership that begins today or later is corrected, one from before ends yesterday
        jdbc.sql("""
                update organization.membership
                   set unit = case when lower(membership.valid) >= :today then moved.unit else membership.unit end,
                       valid = case when lower(membership.valid) >= :today then membership.valid
                                    else daterange(lower(membership.valid), :today) end
                  from organization.import_row as moved
                 where moved.import = :id
                   and moved.state = 'CHANGED'
                   and jsonb_exists(moved.before, 'unit')
                   and membership.person = moved.entity
                   and membership.kind = 'MAIN'
                   and upper(membership.valid) is null
                """).param("id", id).param("today", today).update();
        jdbc.sql("""
                insert into organization.membership (id, person, unit, kind, valid)
                select moved.membership, moved.entity, moved.unit, 'MAIN', daterange(:today, null)
                  from organization.import_row as moved
                 where moved.import = :id
                   and moved.state = 'CHANGED'
                   and jsonb_exists(moved.before, 'unit')
                   and not exists (select from organization.membership
                                    where membership.person = moved.entity
                                      and membership.kind = 'MAIN'
                                      and upper(membership.valid) is null)
                """).param("id", id).param("today", today).update();
        int changed = jdbc.sql("""
                update organization.person
                   set unit = changed.unit,
                       family_name = changed.fields ->> 'familyName',
                       given_name = coalesce(changed.fields ->> 'givenName', person.given_name),
                       reading = coalesce(changed.fields ->> 'reading', person.reading),
                       email = case when jsonb_exists(changed.fields, 'email')
                                    then nullif(changed.fields ->> 'email', '') else person.email end,
                       version = person.version + 1
                  from organization.import_row as changed
                 where changed.import = :id
                   and changed.state = 'CHANGED'
                   and person.id = changed.entity
                   and person.version = changed.entity_version
                """).param("id", id).update();
        int asked = jdbc.sql(
                        "select count(*)::int from organization.import_row where import = :id and state = 'CHANGED'")
                .param("id", id)
                .query(Integer.class)
                .single();
        return changed == asked;
    }

    private void recordEvidence(UUID id, boolean withChanges) {
        List<Evidence> waiting = new ArrayList<>();
        jdbc.sql("""
                select coalesce(entity, id) as person, unit, key, state, before ->> 'unit' as unit_before,
                       fields ->> 'unit' as unit_after, before - 'unit' <> '{}' as corrected
                  from organization.import_row
                 where import = :id
                   and (state = 'NEW' or (state = 'CHANGED' and :withChanges))
                 order by number
                """)
                .param("id", id)
                .param("withChanges", withChanges)
                .withFetchSize(EVIDENCE_AT_ONCE)
                .query((ResultSet row) -> {
                    UUID person = row.getObject("person", UUID.class);
                    UUID unit = row.getObject("unit", UUID.class);
                    String number = row.getString("key");
                    String before = row.getString("unit_before");
                    if (row.getString("state").equals("NEW")) {
                        waiting.add(new Evidence("person.added", unit, person, Map.of("number", number)));
                    } else if (row.getBoolean("corrected")) {
                        waiting.add(new Evidence("person.corrected", unit, person, Map.of("number", number)));
                    }
                    if (before != null) {
                        waiting.add(new Evidence(
                                "person.moved",
                                unit,
                                person,
                                Map.of("number", number, "before", before, "after", row.getString("unit_after"))));
                    }
                    if (waiting.size() >= EVIDENCE_AT_ONCE) {
                        ledger.recordAll(waiting);
                        waiting.clear();
                    }
                });
        ledger.recordAll(waiting);
    }
}
