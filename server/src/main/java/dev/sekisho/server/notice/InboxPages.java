package dev.sekisho.server.notice;

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
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.server.scope.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Everybody's inbox, and how he wants to be told. */
@Controller
class InboxPages {
    private static final String OWN = "everybody reads what he himself was told";

    private final Inbox inbox;
    private final SettingsStore settings;
    private final MailServer mailServer;
    private final List<String> kinds;
    private final Preferences preferences;
    private final Download download;
    private final Table<Notice> table;

    InboxPages(
            Inbox inbox,
            SettingsStore settings,
            MailServer mailServer,
            ObjectProvider<NoticeKind> kinds,
            Preferences preferences,
            Download download) {
        this.inbox = inbox;
        this.settings = settings;
        this.mailServer = mailServer;
        this.kinds = kinds.stream().map(NoticeKind::code).sorted().toList();
        this.preferences = preferences;
        this.download = download;
        this.table = new Table<>(
                "notices",
                "/notices",
                inbox.statement(),
                List.of(
                        new Column<>(
                                "subject",
                                (page, notice) -> Cell.link(notice.subject(page.text()), "/notices/" + notice.id())),
                        new Column<Notice>(
                                        "kind", (page, notice) -> Cell.text(page.say("notice.kind." + notice.kind())))
                                .filteredBy(this::kindOptions),
                        new Column<>("created", (page, notice) -> Cell.text(page.moment(notice.created()))),
                        new Column<Notice>("read", InboxPages::read)
                                .filteredBy(page -> List.of(
                                        new Option("false", page.say("notice.unread")),
                                        new Option("true", page.say("notice.read"))))));
    }

    private List<Option> kindOptions(PageContext page) {
        return kinds.stream()
                .map(kind -> new Option(kind, page.say("notice.kind." + kind)))
                .toList();
    }

    private static Cell read(PageContext page, Notice notice) {
        return notice.read() == null
                ? Cell.badge(page.say("notice.unread"), "blue")
                : Cell.badge(page.say("notice.read"), "secondary");
    }

    @GetMapping("/notices")
    @SignedIn(OWN)
    View list(PageContext page, ListQuery asked) {
        rememberLanguage(page);
        ListQuery query = asked.greatestFirstBy("created");
        TableView view = table.view(page, query, inbox.slice(query), inbox.count(query), preferences.columns(table));
        return page.show("notice/notices.jte", Map.of("table", view, "unread", inbox.countUnread()));
    }

    /** Whoever looks here for the first time is told in the language in which he looks. */
    private void rememberLanguage(PageContext page) {
        if (settings.find(Actor.current().account()).isEmpty()) {
            settings.save(Settings.initial(page.text().language(), page.zone()));
        }
    }

    @GetMapping("/notices/export.{format}")
    @SignedIn(OWN)
    void export(PageContext page, ListQuery asked, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        ListQuery query = asked.greatestFirstBy("created");
        download.send(page, table, format, response, sink -> inbox.forEach(query, sink));
    }

    @GetMapping("/notices/{id}")
    @SignedIn(OWN)
    View one(PageContext page, @PathVariable UUID id) {
        return page.show("notice/notice.jte", Map.of("notice", inbox.read(id)));
    }

    @PostMapping("/notices/read")
    @SignedIn(OWN)
    String readAll(RedirectAttributes redirect) {
        inbox.readAll();
        redirect.addFlashAttribute("notice", "notice.done.read");
        return "redirect:/notices";
    }

    @GetMapping("/notices/settings")
    @SignedIn(OWN)
    View settings(PageContext page) {
        Settings chosen = settings.find(Actor.current().account())
                .orElseGet(() -> Settings.initial(page.text().language(), page.zone()));
        return page.show(
                "notice/settings.jte", Map.of("settings", chosen, "kinds", kinds, "mailIsGiven", mailServer.isGiven()));
    }

    @PostMapping("/notices/settings")
    @SignedIn(OWN)
    String choose(
            @RequestParam Language language,
            @RequestParam String zone,
            @RequestParam MailMode mode,
            @RequestParam int digestHour,
            @RequestParam(required = false) @Nullable LocalTime quietFrom,
            @RequestParam(required = false) @Nullable LocalTime quietUntil,
            @RequestParam(name = "mailed", required = false) @Nullable Set<String> mailed,
            RedirectAttributes redirect) {
        Set<String> muted = new HashSet<>(kinds);
        muted.removeAll(mailed == null ? Set.of() : mailed);
        settings.save(new Settings(language, zone(zone), mode, digestHour, quietFrom, quietUntil, muted));
        redirect.addFlashAttribute("notice", "notice.done.chosen");
        return "redirect:/notices/settings";
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            throw Refusal.invalid("zone", "notice.invalid.zone", name);
        }
    }
}
