package dev.sekisho.server.ledger;

import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.Language;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.Table.Option;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;
import tools.jackson.databind.json.JsonMapper;

/** The pages that tell what happened, by whom and to what. */
@Controller
class EvidencePages {
    private static final Set<String> SYSTEM_ACTORS = Set.of(Actor.SETUP.name(), Actor.AUTHENTICATION.name());

    private final EvidenceList evidence;
    private final JsonMapper json;
    private final EvidenceProofs proofs;
    private final UnitLabels units;
    private final Preferences preferences;
    private final Download download;
    private final Table<RecordedEvidence> table;

    EvidencePages(
            EvidenceList evidence,
            JsonMapper json,
            EvidenceProofs proofs,
            UnitLabels units,
            Preferences preferences,
            Download download) {
        this.evidence = evidence;
        this.json = json;
        this.proofs = proofs;
        this.units = units;
        this.preferences = preferences;
        this.download = download;
        this.table = new Table<>(
                "evidence",
                "/evidence",
                EvidenceList.STATEMENT,
                List.of(
                        new Column<>(
                                "recorded",
                                (page, row) -> Cell.link(page.moment(row.recorded()), "/evidence/" + row.id())),
                        new Column<>("actor", (page, row) -> Cell.text(actor(page, row.actor()))),
                        new Column<RecordedEvidence>("kind", (page, row) -> Cell.text(kind(page, row.kind())))
                                .filteredBy(this::kinds),
                        new Column<>("facts", this::facts),
                        new Column<RecordedEvidence>("unit", (page, row) -> Cell.text(row.unitLabel()))
                                .filteredBy(this::unitOptions),
                        new Column<>("place", EvidencePages::place),
                        new Column<RecordedEvidence>("subject", (page, row) -> Cell.text(text(row.subject())))
                                .hiddenAtFirst()));
    }

    @GetMapping("/evidence")
    @Requires(EvidencePermissions.READ)
    View list(PageContext page, ListQuery asked) {
        ListQuery query = asked.greatestFirstBy("recorded");
        Slice<RecordedEvidence> slice = named(evidence.slice(query), page.text().language());
        TableView view = table.view(page, query, slice, evidence.count(query), preferences.columns(table));
        return page.show("ledger/list.jte", Map.of("table", view));
    }

    @GetMapping("/evidence/export.{format}")
    @Requires(EvidencePermissions.READ)
    void export(PageContext page, ListQuery asked, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        ListQuery query = asked.greatestFirstBy("recorded");
        Language language = page.text().language();
        Map<UUID, String> known = new HashMap<>();
        download.send(
                page,
                table,
                format,
                response,
                sink -> evidence.forEach(
                        query,
                        row -> sink.accept(row.named(known.computeIfAbsent(
                                row.unit(), unit -> label(units.labels(Set.of(unit), language), unit))))));
    }

    @GetMapping("/evidence/{id}")
    @Requires(EvidencePermissions.READ)
    View one(PageContext page, @PathVariable UUID id) throws IOException {
        SealedEvidence found = evidence.get(id);
        String unit = label(units.labels(Set.of(found.unit()), page.text().language()), found.unit());
        EvidenceView view = EvidenceView.of(found, kind(page, found.kind()), unit, proofs.state(found));
        return page.show("ledger/evidence.jte", Map.of("evidence", view));
    }

    private Slice<RecordedEvidence> named(Slice<RecordedEvidence> slice, Language language) {
        Set<UUID> shown = slice.rows().stream().map(RecordedEvidence::unit).collect(Collectors.toSet());
        Map<UUID, String> labels = units.labels(shown, language);
        return new Slice<>(
                slice.rows().stream()
                        .map(row -> row.named(label(labels, row.unit())))
                        .toList(),
                slice.previous(),
                slice.next());
    }

    private static String label(Map<UUID, String> labels, UUID unit) {
        return labels.getOrDefault(unit, unit.toString());
    }

    private static Cell place(PageContext page, RecordedEvidence row) {
        return row.place() == null
                ? Cell.badge(page.say("evidence.waiting"), "secondary")
                : Cell.text(page.text().number(row.place()));
    }

    /** The facts in words: name and value of each. */
    private Cell facts(PageContext page, RecordedEvidence row) {
        Map<String, String> facts = new TreeMap<>();
        json.readTree(row.facts())
                .properties()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString()));
        return Cell.text(facts.entrySet().stream()
                .filter(fact -> !fact.getValue().isEmpty())
                .map(fact -> page.say("fact." + fact.getKey()) + ": " + fact.getValue())
                .collect(Collectors.joining(" · ")));
    }

    /** The server's own accounts have names in both languages. */
    private static String actor(PageContext page, String name) {
        return SYSTEM_ACTORS.contains(name) ? page.say("actor." + name) : name;
    }

    private List<Option> kinds(PageContext page) {
        return evidence.kinds().stream()
                .map(kind -> new Option(kind, kind(page, kind)))
                .toList();
    }

    private List<Option> unitOptions(PageContext page) {
        return units.choices(page.text().language()).stream()
                .map(unit -> new Option(unit.id().toString(), unit.label()))
                .toList();
    }

    private static String kind(PageContext page, String kind) {
        return page.say("evidence." + kind);
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }
}
