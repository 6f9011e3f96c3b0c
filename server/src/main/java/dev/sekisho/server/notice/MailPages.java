package dev.sekisho.server.notice;

import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What became of each mail, for those who look after mail; never what it says. */
@Controller
class MailPages {
    private final MailQueue queue;
    private final Preferences preferences;
    private final Download download;
    private final Table<Mail> table;

    MailPages(MailQueue queue, Preferences preferences, Download download) {
        this.queue = queue;
        this.preferences = preferences;
        this.download = download;
        this.table = new Table<>(
                "mails",
                "/mails",
                MailQueue.STATEMENT,
                List.of(
                        new Column<>(
                                "created",
                                (page, mail) -> Cell.link(page.moment(mail.created()), "/mails/" + mail.id())),
                        new Column<>("address", (page, mail) -> Cell.text(mail.address())),
                        new Column<Mail>("state", MailPages::state).filteredBy(MailState.values()),
                        new Column<>("due", (page, mail) -> Cell.text(page.moment(mail.due()))),
                        new Column<>(
                                "attempts",
                                (page, mail) -> Cell.text(page.text().number(mail.attempts()))),
                        new Column<>("answer", (page, mail) -> Cell.text(mail.answer()))));
    }

    private static Cell state(PageContext page, Mail mail) {
        String colour = switch (mail.state()) {
            case WAITING, HANDING_OVER -> "azure";
            case SENT -> "green";
            case FAILED -> "red";
            case IN_DOUBT -> "orange";
        };
        return Cell.badge(page.text().of(mail.state()), colour);
    }

    @GetMapping("/mails")
    @Requires(NoticePermissions.OPERATE)
    View list(PageContext page, ListQuery asked) {
        ListQuery query = asked.greatestFirstBy("created");
        TableView view = table.view(page, query, queue.slice(query), queue.count(query), preferences.columns(table));
        return page.show("console/list.jte", Map.of("title", page.say("mails.title"), "table", view));
    }

    @GetMapping("/mails/export.{format}")
    @Requires(NoticePermissions.OPERATE)
    void export(PageContext page, ListQuery asked, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        ListQuery query = asked.greatestFirstBy("created");
        download.send(page, table, format, response, sink -> queue.forEach(query, sink));
    }

    @GetMapping("/mails/{id}")
    @Requires(NoticePermissions.OPERATE)
    View one(PageContext page, @PathVariable UUID id) {
        return page.show("notice/mail.jte", Map.of("mail", queue.get(id)));
    }

    @PostMapping("/mails/{id}/again")
    @Requires(NoticePermissions.OPERATE)
    String sendAgain(@PathVariable UUID id, RedirectAttributes redirect) {
        queue.sendAgain(id);
        redirect.addFlashAttribute("notice", "mails.done.again");
        return "redirect:/mails/" + id;
    }
}
