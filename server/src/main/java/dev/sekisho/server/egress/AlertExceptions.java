package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.Alert;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decisions not to see certain alerts until a moment. They are asked whenever alerts are, so that they count at once, also
 * for alerts that were there before, and no longer when they have expired.
 */
@Repository
@Transactional(readOnly = true)
public class AlertExceptions {
    private static final String HOLDS = "exception.ended is null and exception.expires > now()";

    private static final String SELECT = """
            exception.id, exception.unit, exception.server, exception.client::text as client, exception.application,
            exception.kind, exception.owner_name, exception.reason, exception.began, exception.expires, exception.ended,
            exception.version""";

    static final ListStatement<StoredException> STATEMENT = new ListStatement<>(
            SELECT,
            "egress.exception",
            "exception.id",
            List.of(
                    ListColumn.time("expires", "exception.expires", "timestamptz"),
                    new ListColumn("server", "coalesce(exception.server, '')", "text", true, true, null),
                    new ListColumn("client", "coalesce(exception.client::text, '')", "text", true, true, null),
                    new ListColumn("application", "coalesce(exception.application, '')", "text", true, true, null),
                    ListColumn.shown("kind", "exception.kind"),
                    ListColumn.text("owner", "exception.owner_name"),
                    new ListColumn("reason", "exception.reason", "text", false, true, null),
                    ListColumn.time("began", "exception.began", "timestamptz"),
                    ListColumn.shown("state", "").filteredBy("(" + HOLDS + ") = (cast(:value as text) = 'HOLDS')"),
                    ListColumn.shown("unit", "exception.unit::text")
                            .filteredBy("exception.unit in (select scope.below(cast(:value as uuid)))")),
            AlertExceptions::row);

    private static final int MOST_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActorPermissions permissions;

    AlertExceptions(JdbcClient jdbc, Ledger ledger, ActorPermissions permissions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.permissions = permissions;
    }

    public Slice<StoredException> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    public int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    public void forEach(ListQuery query, Consumer<StoredException> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    /** The exception, or a refusal that says no more than that it was not found. */
    public StoredException get(UUID id) {
        return jdbc.sql("select " + SELECT + " from egress.exception where id = :id")
                .param("id", id)
                .query(AlertExceptions::row)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** Makes an exception; the one who acts owns it. */
    @Transactional
    public StoredException add(NewException exception) {
        UUID id = Uuids.next();
        Actor actor = Actor.current();
        jdbc.sql("""
                insert into egress.exception (id, unit, server, client, application, kind, owner, owner_name, reason,
                                              expires)
                values (:id, :unit, :server, cast(:client as cidr), :application, :kind, :owner, :ownerName, :reason,
                        :expires)
                """)
                .param("id", id)
                .param("unit", exception.unit())
                .param("server", exception.server())
                .param("client", exception.client())
                .param("application", exception.application())
                .param(
                        "kind",
                        exception.kind() == null ? null : exception.kind().name())
                .param("owner", actor.account())
                .param("ownerName", actor.name())
                .param("reason", exception.reason())
                .param("expires", Timestamp.from(exception.expires()))
                .update();
        StoredException added = get(id);
        Map<String, String> facts = facts(added);
        facts.put("reason", added.reason());
        facts.put("expires", added.expires().toString());
        ledger.record(new Evidence("exception.added", added.unit(), id, facts));
        return added;
    }

    /** Makes many, all or none. */
    @Transactional
    public List<UUID> addAll(List<NewException> exceptions) {
        if (exceptions.size() > MOST_AT_ONCE) {
            throw Refusal.invalid("", "exception.invalid.many", MOST_AT_ONCE, exceptions.size());
        }
        return exceptions.stream().map(each -> add(each).id()).toList();
    }

    /** Ends an exception now. Refuses if it has changed since {@code version}. */
    @Transactional
    public StoredException end(UUID id, int version) {
        StoredException before = get(id);
        int changed = jdbc.sql("""
                update egress.exception
                   set ended = now(),
                       version = version + 1
                 where id = :id
                   and version = :version
                   and ended is null
                """).param("id", id).param("version", version).update();
        if (changed == 0) {
            permissions.require(EgressPermissions.EXCEPTION_CHANGE, before.unit());
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
        ledger.record(new Evidence("exception.ended", before.unit(), id, facts(before)));
        return get(id);
    }

    private static Map<String, String> facts(StoredException exception) {
        Map<String, String> facts = new TreeMap<>();
        put(facts, "server", exception.server());
        put(facts, "client", exception.client());
        put(facts, "application", exception.application());
        return facts;
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static StoredException row(ResultSet row, int number) throws SQLException {
        String kind = row.getString("kind");
        Timestamp ended = row.getTimestamp("ended");
        return new StoredException(
                row.getObject("id", UUID.class),
                row.getObject("unit", UUID.class),
                "",
                row.getString("server"),
                row.getString("client"),
                row.getString("application"),
                kind == null ? null : Alert.Kind.valueOf(kind),
                row.getString("owner_name"),
                row.getString("reason"),
                row.getTimestamp("began").toInstant(),
                row.getTimestamp("expires").toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getInt("version"));
    }

    /** Whether an exception is in force at a moment. */
    static boolean holds(StoredException exception, Instant now) {
        return exception.ended() == null && exception.expires().isAfter(now);
    }
}
