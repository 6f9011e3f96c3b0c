package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.BlockList;
import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.ActorPermissions;
import dev.sekisho.server.scope.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Servers that the exit is to block: proposed by one person, approved by another, and then in the lists. */
@Repository
@Transactional(readOnly = true)
public class Blocks {
    /** How far an entry has come. */
    public enum BlockState {
        PROPOSED,
        APPROVED,
        ENDED
    }

    /**
     * An entry.
     *
     * @param alert the alert for which it was proposed, null if there is none
     */
    public record Block(
            UUID id,
            UUID unit,
            String unitLabel,
            String server,
            String reason,
            @Nullable UUID alert,
            BlockState state,
            UUID proposer,
            String proposerName,
            Instant proposed,
            @Nullable String approverName,
            int version) {
        Block named(String label) {
            return new Block(
                    id,
                    unit,
                    label,
                    server,
                    reason,
                    alert,
                    state,
                    proposer,
                    proposerName,
                    proposed,
                    approverName,
                    version);
        }
    }

    static final ListStatement<Block> STATEMENT = new ListStatement<>(
            """
            block.id, block.unit, block.server, block.reason, block.alert, block.state, block.proposer,
            block.proposer_name, block.proposed, block.approver_name, block.version""",
            "egress.block",
            "block.id",
            List.of(
                    ListColumn.time("proposed", "block.proposed", "timestamptz"),
                    ListColumn.text("server", "block.server"),
                    ListColumn.text("reason", "block.reason"),
                    ListColumn.choice("state", "block.state"),
                    ListColumn.text("proposer", "block.proposer_name"),
                    new ListColumn("approver", "coalesce(block.approver_name, '')", "text", true, true, null),
                    ListColumn.shown("action", "block.id::text"),
                    ListColumn.shown("unit", "block.unit::text")
                            .filteredBy("block.unit in (select scope.below(cast(:value as uuid)))")),
            Blocks::row);

    private static final int LONGEST_REASON = 1000;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActorPermissions permissions;

    Blocks(JdbcClient jdbc, Ledger ledger, ActorPermissions permissions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.permissions = permissions;
    }

    public Slice<Block> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    public int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    public void forEach(ListQuery query, Consumer<Block> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    public Block get(UUID id) {
        return jdbc.sql(STATEMENT.base() + " where block.id = :id")
                .param("id", id)
                .query(Blocks::row)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The servers that are to be blocked for the units that the one who acts may see, with all of them or below one. */
    public List<String> approved(@Nullable UUID below) {
        return jdbc.sql("""
                select distinct server
                  from egress.block
                 where state = 'APPROVED'
                   and (cast(:below as uuid) is null or unit in (select scope.below(cast(:below as uuid))))
                 order by server
                """)
                .param("below", below)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** When the lists have changed last. */
    public Optional<Instant> changed() {
        return jdbc.sql("select max(changed) from egress.block")
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /** Proposes a server. */
    @Transactional
    public Block propose(UUID unit, String server, String reason, @Nullable UUID alert) {
        String name = server.strip().toLowerCase(Locale.ROOT);
        if (!isBlockable(name)) {
            throw Refusal.invalid("server", "block.invalid.server", name);
        }
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw Refusal.invalid("reason", "block.invalid.reason", LONGEST_REASON);
        }
        UUID id = Uuids.next();
        jdbc.sql("""
                insert into egress.block (id, unit, server, reason, alert, proposer, proposer_name)
                values (:id, :unit, :server, :reason, :alert, :proposer, :name)
                """)
                .param("id", id)
                .param("unit", unit)
                .param("server", name)
                .param("reason", why)
                .param("alert", alert)
                .param("proposer", Actor.current().account())
                .param("name", Actor.current().name())
                .update();
        ledger.record(new Evidence("block.proposed", unit, id, Map.of("server", name, "reason", why)));
        return get(id);
    }

    /** Only what can stand in a list at all; traffic can name anything. */
    private static boolean isBlockable(String server) {
        return new BlockList(Set.of(server)).size() == 1;
    }

    /** Approves a proposal. Nobody approves his own. */
    @Transactional
    public Block approve(UUID id, int version) {
        Block before = get(id);
        permissions.require(EgressPermissions.BLOCK_APPROVE, before.unit());
        if (before.proposer().equals(Actor.current().account())) {
            throw Refusal.invalid("id", "block.invalid.own");
        }
        change(id, version, before, BlockState.PROPOSED, """
                state = 'APPROVED', approver = :account, approver_name = :name, approved = now()""");
        ledger.record(new Evidence("block.approved", before.unit(), id, Map.of("server", before.server())));
        return get(id);
    }

    /** Ends an entry, or turns a proposal down. */
    @Transactional
    public Block end(UUID id, int version) {
        Block before = get(id);
        permissions.require(EgressPermissions.BLOCK_APPROVE, before.unit());
        change(id, version, before, before.state(), "state = 'ENDED'");
        ledger.record(new Evidence("block.ended", before.unit(), id, Map.of("server", before.server())));
        return get(id);
    }

    private void change(UUID id, int version, Block before, BlockState from, String set) {
        if (before.state() == BlockState.ENDED || before.state() != from) {
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
        int changed = jdbc.sql("update egress.block set " + set + ", changed = now(), version = version + 1"
                        + " where id = :id and version = :version and state = :from")
                .param("account", Actor.current().account())
                .param("name", Actor.current().name())
                .param("id", id)
                .param("version", version)
                .param("from", from.name())
                .update();
        if (changed == 0) {
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
    }

    private static Block row(ResultSet row, int number) throws SQLException {
        return new Block(
                row.getObject("id", UUID.class),
                row.getObject("unit", UUID.class),
                "",
                row.getString("server"),
                row.getString("reason"),
                row.getObject("alert", UUID.class),
                BlockState.valueOf(row.getString("state")),
                row.getObject("proposer", UUID.class),
                row.getString("proposer_name"),
                row.getTimestamp("proposed").toInstant(),
                row.getString("approver_name"),
                row.getInt("version"));
    }
}
