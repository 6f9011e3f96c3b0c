package dev.sekisho.server.egress;

import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Actor;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of servers that are to be blocked. */
@Controller
class BlockPages {
    private final Blocks blocks;
    private final Alerts alerts;
    private final Units organization;
    private final UnitNaming units;
    private final Preferences preferences;
    private final Download download;
    private final Table<Blocks.Block> table;

    BlockPages(
            Blocks blocks,
            Alerts alerts,
            Units organization,
            UnitNaming units,
            Preferences preferences,
            Download download) {
        this.blocks = blocks;
        this.alerts = alerts;
        this.organization = organization;
        this.units = units;
        this.preferences = preferences;
        this.download = download;
        this.table = new Table<>(
                "blocks",
                "/blocks",
                Blocks.STATEMENT,
                List.of(
                        new Column<>("server", (page, block) -> Cell.link(block.server(), "/blocks/" + block.id())),
                        new Column<>("reason", (page, block) -> Cell.text(block.reason())),
                        new Column<Blocks.Block>(
                                        "state",
                                        (page, block) ->
                                                Cell.badge(page.text().of(block.state()), colour(block.state())))
                                .filteredBy(Blocks.BlockState.values()),
                        new Column<>("proposed", (page, block) -> Cell.text(page.moment(block.proposed()))),
                        new Column<>("proposer", (page, block) -> Cell.text(block.proposerName())),
                        new Column<>("approver", (page, block) -> Cell.text(block.approverName())),
                        new Column<Blocks.Block>("unit", (page, block) -> Cell.text(block.unitLabel()))
                                .filteredBy(units::options)));
    }

    private static String colour(Blocks.BlockState state) {
        return switch (state) {
            case PROPOSED -> "yellow";
            case APPROVED -> "green";
            case ENDED -> "secondary";
        };
    }

    @GetMapping("/blocks")
    @Requires(EgressPermissions.BLOCK_READ)
    View list(PageContext page, ListQuery asked) {
        ListQuery query = asked.greatestFirstBy("proposed");
        Slice<Blocks.Block> slice = units.named(
                blocks.slice(query),
                Blocks.Block::unit,
                Blocks.Block::named,
                page.text().language());
        TableView view = table.view(page, query, slice, blocks.count(query), preferences.columns(table));
        return page.show(
                "egress/blocks.jte", Map.of("table", view, "mayAdd", page.may(EgressPermissions.BLOCK_PROPOSE)));
    }

    @GetMapping("/blocks/export.{format}")
    @Requires(EgressPermissions.BLOCK_READ)
    void export(PageContext page, ListQuery asked, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        ListQuery query = asked.greatestFirstBy("proposed");
        download.send(
                page,
                table,
                format,
                response,
                sink -> blocks.forEach(
                        query,
                        units.naming(
                                sink,
                                Blocks.Block::unit,
                                Blocks.Block::named,
                                page.text().language())));
    }

    @GetMapping("/blocks/{id}")
    @Requires(EgressPermissions.BLOCK_READ)
    View one(PageContext page, @PathVariable UUID id) {
        Blocks.Block block = blocks.get(id);
        return page.show(
                "egress/block.jte",
                Map.of(
                        "block",
                        block.named(units.label(block.unit(), page.text().language())),
                        "own",
                        block.proposer().equals(Actor.current().account()),
                        "mayApprove",
                        page.may(EgressPermissions.BLOCK_APPROVE)));
    }

    @PostMapping("/blocks")
    @Requires(EgressPermissions.BLOCK_PROPOSE)
    String propose(
            @RequestParam String unitCode,
            @RequestParam String server,
            @RequestParam String reason,
            RedirectAttributes redirect) {
        Blocks.Block added =
                blocks.propose(organization.getByCode(unitCode.strip()).id(), server, reason, null);
        redirect.addFlashAttribute("notice", "block.done.proposed");
        return "redirect:/blocks/" + added.id();
    }

    /** Proposes the server of an alert. */
    @PostMapping("/alerts/{id}/block")
    @Requires(EgressPermissions.BLOCK_PROPOSE)
    String proposeFromAlert(PageContext page, @PathVariable UUID id, RedirectAttributes redirect) {
        StoredAlert alert = alerts.get(id);
        Blocks.Block added = blocks.propose(
                alert.unit(),
                alert.server(),
                page.say("block.fromAlert", page.text().of(alert.kind())),
                id);
        redirect.addFlashAttribute("notice", "block.done.proposed");
        return "redirect:/blocks/" + added.id();
    }

    @PostMapping("/blocks/{id}/approve")
    @Requires(EgressPermissions.BLOCK_APPROVE)
    String approve(@PathVariable UUID id, @RequestParam int version, RedirectAttributes redirect) {
        blocks.approve(id, version);
        redirect.addFlashAttribute("notice", "block.done.approved");
        return "redirect:/blocks/" + id;
    }

    @PostMapping("/blocks/{id}/end")
    @Requires(EgressPermissions.BLOCK_APPROVE)
    String end(@PathVariable UUID id, @RequestParam int version, RedirectAttributes redirect) {
        blocks.end(id, version);
        redirect.addFlashAttribute("notice", "block.done.ended");
        return "redirect:/blocks/" + id;
    }
}
