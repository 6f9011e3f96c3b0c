package dev.sekisho.server.egress;

import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.Table.Option;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.scope.Requires;
import dev.sekisho.traffic.Protocol;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/** The pages of sessions: the list, and one with all that is kept of it. */
@Controller
class SessionPages {
    private static final List<Integer> DAYS = List.of(1, 7, 30);

    private final SessionList sessions;
    private final UnitNaming units;
    private final Preferences preferences;
    private final Download download;
    private final Table<StoredSession> table;

    SessionPages(SessionList sessions, UnitNaming units, Preferences preferences, Download download) {
        this.sessions = sessions;
        this.units = units;
        this.preferences = preferences;
        this.download = download;
        this.table = new Table<>("sessions", "/sessions", SessionList.STATEMENT, columns());
    }

    private List<Column<StoredSession>> columns() {
        return List.of(
                new Column<StoredSession>(
                                "started",
                                (page, session) ->
                                        Cell.link(page.moment(session.started()), "/sessions/" + session.id()))
                        .filteredBy(SessionPages::days),
                new Column<>("client", (page, session) -> Cell.text(session.client())),
                new Column<>("server", (page, session) -> Cell.text(session.server())),
                new Column<StoredSession>("port", (page, session) -> Cell.text(Integer.toString(session.port())))
                        .hiddenAtFirst(),
                new Column<StoredSession>("protocol", (page, session) -> Cell.text(session.protocol()))
                        .filteredBy(page -> List.of(Protocol.values()).stream()
                                .map(protocol -> new Option(protocol.name(), protocol.name()))
                                .toList()),
                new Column<>(
                        "exchanges", (page, session) -> Cell.text(page.text().number(session.exchanges()))),
                new Column<>("bytesUp", (page, session) -> Cell.text(page.text().number(session.bytesUp()))),
                new Column<>(
                        "bytesDown", (page, session) -> Cell.text(page.text().number(session.bytesDown()))),
                new Column<>("group", SessionPages::group),
                new Column<StoredSession>("userAgent", (page, session) -> Cell.text(session.userAgent()))
                        .hiddenAtFirst(),
                new Column<StoredSession>("ja4", (page, session) -> Cell.text(session.ja4())).hiddenAtFirst(),
                new Column<StoredSession>("unit", (page, session) -> Cell.text(session.unitLabel()))
                        .filteredBy(units::options));
    }

    private static Cell group(PageContext page, StoredSession session) {
        return session.rogue() ? Cell.badge(page.say("sessions.rogue"), "red") : Cell.text(session.trafficGroup());
    }

    private static List<Option> days(PageContext page) {
        return DAYS.stream()
                .map(days -> new Option(String.valueOf(days), page.say("sessions.days", days)))
                .toList();
    }

    @GetMapping("/sessions")
    @Requires(EgressPermissions.SESSION_READ)
    View list(PageContext page, ListQuery asked) {
        ListQuery query = asked.greatestFirstBy("started");
        Slice<StoredSession> slice = units.named(
                sessions.slice(query),
                StoredSession::unit,
                StoredSession::named,
                page.text().language());
        TableView view = table.view(page, query, slice, sessions.count(query), preferences.columns(table));
        return page.show("console/list.jte", Map.of("title", page.say("sessions.title"), "table", view));
    }

    @GetMapping("/sessions/export.{format}")
    @Requires(EgressPermissions.SESSION_READ)
    void export(PageContext page, ListQuery asked, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        ListQuery query = asked.greatestFirstBy("started");
        download.send(
                page,
                table,
                format,
                response,
                sink -> sessions.forEach(
                        query,
                        units.naming(
                                sink,
                                StoredSession::unit,
                                StoredSession::named,
                                page.text().language())));
    }

    @GetMapping("/sessions/{id}")
    @Requires(EgressPermissions.SESSION_READ)
    View one(PageContext page, @PathVariable UUID id) {
        StoredSession session = sessions.get(id);
        return page.show(
                "egress/session.jte",
                Map.of(
                        "session",
                        session.named(units.label(session.unit(), page.text().language()))));
    }
}
