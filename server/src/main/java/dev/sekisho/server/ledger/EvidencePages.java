package dev.sekisho.server.ledger;

import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.Table.Option;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/** The page that tells what happened, by whom and to what. */
@Controller
class EvidencePages {
    private final EvidenceList evidence;
    private final Preferences preferences;
    private final Download download;
    private final Table<RecordedEvidence> table;

    EvidencePages(EvidenceList evidence, Preferences preferences, Download download) {
        this.evidence = evidence;
        this.preferences = preferences;
        this.download = download;
        this.table = new Table<>(
                "evidence",
                "/evidence",
                EvidenceList.STATEMENT,
                List.of(
                        new Column<>("recorded", (page, row) -> Cell.text(page.moment(row.recorded()))),
                        new Column<>("actor", (page, row) -> Cell.text(row.actor())),
                        new Column<RecordedEvidence>("kind", (page, row) -> Cell.text(kind(page, row.kind())))
                                .filteredBy(this::kinds),
                        new Column<>("facts", (page, row) -> Cell.text(row.facts())),
                        new Column<RecordedEvidence>("subject", (page, row) -> Cell.text(text(row.subject())))
                                .hiddenAtFirst()));
    }

    @GetMapping("/evidence")
    @Requires(EvidencePermissions.READ)
    View list(PageContext page, ListQuery asked) {
        ListQuery query = newestFirst(asked);
        TableView view =
                table.view(page, query, evidence.slice(query), evidence.count(query), preferences.columns(table));
        return page.show("console/list.jte", Map.of("title", page.say("evidence.title"), "table", view));
    }

    @GetMapping("/evidence/export.{format}")
    @Requires(EvidencePermissions.READ)
    void export(PageContext page, ListQuery asked, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        ListQuery query = newestFirst(asked);
        download.send(page, table, format, response, sink -> evidence.forEach(query, sink));
    }

    private static ListQuery newestFirst(ListQuery asked) {
        return asked.sort().isEmpty()
                ? new ListQuery(asked.search(), asked.filters(), "recorded", true, asked.cursor(), asked.size())
                : asked;
    }

    private List<Option> kinds(PageContext page) {
        return evidence.kinds().stream()
                .map(kind -> new Option(kind, kind(page, kind)))
                .toList();
    }

    private static String kind(PageContext page, String kind) {
        return page.say("evidence." + kind);
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }
}
