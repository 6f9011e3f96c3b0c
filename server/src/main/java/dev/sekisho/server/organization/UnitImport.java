package dev.sekisho.server.organization;

import dev.sekisho.server.console.Language;
import dev.sekisho.server.console.Texts;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.exchange.SheetRow;
import dev.sekisho.server.organization.Import.RowState;
import dev.sekisho.server.scope.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Units out of a list. There are some thousand at most: each is entered as if by hand, those above before those below. */
@Component
class UnitImport {
    static final List<String> NEEDED = List.of("code", "kind", "nameEn", "nameJa", "parent");
    static final List<String> OPTIONAL = List.of("from");

    /** More than the largest group has; people come by the hundred thousand, units do not. */
    static final int MOST = 20_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final Units units;
    private final Texts texts;

    UnitImport(JdbcClient jdbc, Units units, Texts texts) {
        this.jdbc = jdbc;
        this.units = units;
        this.texts = texts;
    }

    Check check(ImportColumns columns, String zone, LocalDate today) {
        Map<String, UnitKind> kinds = new HashMap<>();
        for (UnitKind kind : UnitKind.values()) {
            kinds.put(kind.name(), kind);
            for (Language language : Language.values()) {
                kinds.put(texts.in(language).of(kind), kind);
            }
        }
        return new Check(columns, kinds, zone, today);
    }

    /** Checks rows one by one, each for itself and against those before it. */
    static final class Check {
        private final ImportColumns columns;
        private final Map<String, UnitKind> kinds;
        private final String zone;
        private final LocalDate today;
        private final Set<String> codes = new HashSet<>();

        Check(ImportColumns columns, Map<String, UnitKind> kinds, String zone, LocalDate today) {
            this.columns = columns;
            this.kinds = Map.copyOf(kinds);
            this.zone = zone;
            this.today = today;
        }

        StagedRow check(SheetRow row) {
            Map<String, String> fields = new HashMap<>(columns.fields(row));
            String code = fields.getOrDefault("code", "");
            String label = fields.getOrDefault("nameJa", "");
            try {
                if (!row.formula().isEmpty()) {
                    throw Refusal.invalid("file", "import.row.formula", row.formula());
                }
                UnitKind kind = kinds.get(fields.getOrDefault("kind", ""));
                if (kind == null) {
                    throw Refusal.invalid("kind", "import.row.kind", fields.getOrDefault("kind", ""));
                }
                fields.put("kind", kind.name());
                String from = fields.getOrDefault("from", "");
                LocalDate first = from.isEmpty() ? today : ImportDates.parse("from", from);
                fields.put("from", first.toString());
                if (kind != UnitKind.GROUP) {
                    requireValid(fields, code, kind, first);
                }
                if (!codes.add(code)) {
                    throw Refusal.invalid("code", "import.row.codeTwice", code);
                }
                if (codes.size() > MOST) {
                    throw Refusal.invalid("file", "import.row.tooManyUnits", MOST);
                }
                return StagedRow.good(row.number(), code, label, fields);
            } catch (Refusal e) {
                return StagedRow.refused(row.number(), code, label, fields, e);
            }
        }

        private void requireValid(Map<String, String> fields, String code, UnitKind kind, LocalDate first) {
            NewUnit checked = new NewUnit(
                    Unit.GROUP,
                    code,
                    kind,
                    fields.getOrDefault("nameEn", ""),
                    fields.getOrDefault("nameJa", ""),
                    false,
                    zone,
                    first,
                    false);
            if (checked.code().equals(fields.getOrDefault("parent", ""))) {
                throw Refusal.invalid("parent", "import.row.ownParent", code);
            }
        }
    }

    /** Finds out what each row would do. */
    void compare(UUID id) {
        Map<String, Unit> known = known();
        Map<UUID, String> codes = new HashMap<>();
        known.values().forEach(unit -> codes.put(unit.id(), unit.code()));
        Set<UUID> mine = new HashSet<>(jdbc.sql("select scope.units('unit.change')")
                .query((row, number) -> row.getObject(1, UUID.class))
                .list());
        List<ImportRow> rows = rows(id, "NEW");
        Set<String> come = new HashSet<>();
        rows.forEach(row -> come.add(row.key()));
        for (ImportRow row : rows) {
            Unit unit = known.get(row.key());
            String parent = row.fields().getOrDefault("parent", "");
            Unit above = known.get(parent);
            // of a parent that may not be seen the list can say what it likes: nothing is moved
            String standing = unit == null ? "" : codes.getOrDefault(parentOf(unit), above == null ? parent : "");
            boolean parentUnchanged = unit != null && parent.equals(standing);
            boolean parentIsMine = above != null ? mine.contains(above.id()) : come.contains(parent);
            if (!parentIsMine && !parentUnchanged) {
                refuse(row, "import.row.parent", parent);
            } else if (unit != null) {
                compare(row, unit, standing, mine.contains(unit.id()));
            }
        }
        jdbc.sql("""
                update organization.import_row
                   set state = 'REFUSED', reason = 'import.row.codeTaken', arguments = array[key]
                 where id in (select organization.taken_units(:id))
                """).param("id", id).update();
    }

    private static UUID parentOf(Unit unit) {
        return unit.parent() == null ? unit.id() : unit.parent();
    }

    private Map<String, Unit> known() {
        Map<String, Unit> known = new HashMap<>();
        units.forEach(ListQuery.all(), unit -> known.put(unit.code(), unit));
        return known;
    }

    private void compare(ImportRow row, Unit unit, String parentCode, boolean mine) {
        if (!row.fields().getOrDefault("kind", "").equals(unit.kind().name())) {
            refuse(row, "import.row.otherKind", unit.kind().name());
            return;
        }
        Map<String, String> before = new HashMap<>();
        putIfDiffers(before, row, "nameEn", unit.nameEn());
        putIfDiffers(before, row, "nameJa", unit.nameJa());
        if (unit.parent() != null) {
            putIfDiffers(before, row, "parent", parentCode);
        }
        if (!before.isEmpty() && !mine) {
            refuse(row, "import.row.unit", unit.code());
            return;
        }
        jdbc.sql("""
                update organization.import_row
                   set state = :state, before = cast(:before as jsonb), entity = :entity, entity_version = :version
                 where id = :id
                """)
                .param("state", (before.isEmpty() ? RowState.UNCHANGED : RowState.CHANGED).name())
                .param("before", JSON.writeValueAsString(before))
                .param("entity", unit.id())
                .param("version", unit.version())
                .param("id", row.id())
                .update();
    }

    private static void putIfDiffers(Map<String, String> before, ImportRow row, String field, String standing) {
        if (!row.fields().getOrDefault(field, "").equals(standing)) {
            before.put(field, standing);
        }
    }

    private void refuse(ImportRow row, String reason, String argument) {
        jdbc.sql("""
                update organization.import_row
                   set state = 'REFUSED', reason = :reason, arguments = array[cast(:argument as text)]
                 where id = :id
                """)
                .param("reason", reason)
                .param("argument", argument)
                .param("id", row.id())
                .update();
    }

    private List<ImportRow> rows(UUID id, String state) {
        List<ImportRow> rows = new ArrayList<>();
        ImportStore.ROWS.forEach(
                jdbc, ListQuery.all().with("import", id.toString()).with("state", state), rows::add);
        return rows;
    }

    /**
     * Enters what is new and, if asked for, makes what differs as the list has it.
     *
     * @return false if somebody has changed a unit since the list was compared
     */
    boolean apply(UUID id, boolean withChanges, LocalDate today) {
        Map<String, Unit> known = known();
        List<ImportRow> waiting = rows(id, "NEW");
        boolean progress = true;
        while (progress && !waiting.isEmpty()) {
            progress = false;
            for (Iterator<ImportRow> rest = waiting.iterator(); rest.hasNext(); ) {
                ImportRow row = rest.next();
                Unit above = known.get(row.fields().getOrDefault("parent", ""));
                if (above != null) {
                    known.put(row.key(), add(row, above));
                    rest.remove();
                    progress = true;
                }
            }
        }
        if (!waiting.isEmpty()) {
            throw Refusal.invalid(
                    "parent", "import.invalid.circle", waiting.getFirst().key());
        }
        if (!withChanges) {
            return true;
        }
        if (haveChanged(id)) {
            return false;
        }
        for (ImportRow row : rows(id, "CHANGED")) {
            change(row, known, today);
        }
        return true;
    }

    private boolean haveChanged(UUID id) {
        return jdbc.sql("""
                select exists (select from organization.import_row
                                 join organization.unit on unit.id = import_row.entity
                                where import_row.import = :id
                                  and import_row.state = 'CHANGED'
                                  and unit.version <> import_row.entity_version)
                """).param("id", id).query(Boolean.class).single();
    }

    private Unit add(ImportRow row, Unit above) {
        Map<String, String> fields = row.fields();
        return units.add(new NewUnit(
                above.id(),
                row.key(),
                UnitKind.valueOf(fields.getOrDefault("kind", "")),
                fields.getOrDefault("nameEn", ""),
                fields.getOrDefault("nameJa", ""),
                false,
                above.zone(),
                LocalDate.parse(fields.getOrDefault("from", "")),
                false));
    }

    private void change(ImportRow row, Map<String, Unit> known, LocalDate today) {
        Unit unit = units.getByCode(row.key());
        Map<String, String> fields = row.fields();
        Unit above = known.get(fields.getOrDefault("parent", ""));
        boolean moves = row.before().containsKey("parent");
        units.change(
                unit.id(),
                unit.version(),
                new UnitChange(
                        row.before().containsKey("nameEn") ? fields.get("nameEn") : null,
                        row.before().containsKey("nameJa") ? fields.get("nameJa") : null,
                        moves && above != null ? above.id() : null,
                        today));
    }
}
