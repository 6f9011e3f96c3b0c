package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.report.Series;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The alerts that the one who acts may see, and what people decide on them. Every decision is evidence. */
@Repository
@Transactional(readOnly = true)
public class Alerts {
    private static final String SELECT = """
            alert.id, alert.sensor, alert.unit, alert.client, alert.server, alert.address,
            alert.port, alert.kind, alert.application, alert.severity, alert.score, alert.p_value, alert.traffic_group,
            alert.first_seen, alert.last_seen, alert.exchanges, alert.raised, alert.state,
            egress.excepted_until(alert) as excepted_until, alert.owner, alert.owner_name,
            alert.version""";

    private static final String FROM = "egress.alert";

    private static final String OPEN = "alert.state in ('NEW', 'IN_WORK') and egress.excepted_until(alert) is null";

    static final ListStatement<StoredAlert> STATEMENT = new ListStatement<>(
                    SELECT,
                    FROM,
                    "alert.id",
                    List.of(
                            ListColumn.time("raised", "alert.raised", "timestamptz"),
                            ListColumn.choice("severity", "alert.severity"),
                            ListColumn.choice("kind", "alert.kind"),
                            ListColumn.text("client", "alert.client").filteredBy("alert.client = :value"),
                            ListColumn.text("server", "alert.server").filteredBy("alert.server = :value"),
                            ListColumn.text("application", "alert.application"),
                            ListColumn.choice("state", "alert.state")
                                    .filteredBy("case cast(:value as text) when 'OPEN' then " + OPEN
                                            + " when 'EXCEPTED' then egress.excepted_until(alert) is not null"
                                            + " else alert.state = :value end"),
                            ListColumn.time("lastSeen", "alert.last_seen", "timestamptz"),
                            new ListColumn("exchanges", "alert.exchanges", "int", true, false, null),
                            new ListColumn("owner", "coalesce(alert.owner_name, '')", "text", true, true, null),
                            ListColumn.shown("unit", "alert.unit::text")
                                    .filteredBy("alert.unit in (select scope.below(cast(:value as uuid)))")),
                    Alerts::row)
            .narrowedBy("alert.unit", EgressPermissions.ALERT_READ);

    private static final int LONGEST_NOTE = 4000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Ledger ledger;
    private final ActorPermissions permissions;

    Alerts(JdbcClient jdbc, JsonMapper json, Ledger ledger, ActorPermissions permissions) {
        this.jdbc = jdbc;
        this.json = json;
        this.ledger = ledger;
        this.permissions = permissions;
    }

    public Slice<StoredAlert> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    public int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    public void forEach(ListQuery query, Consumer<StoredAlert> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    /** The alert, or a refusal that says no more than that it was not found. */
    public StoredAlert get(UUID id) {
        return jdbc.sql("select " + SELECT + " from " + FROM + " where alert.id = :id")
                .param("id", id)
                .query(Alerts::row)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** What belongs to an alert that may be seen. */
    public AlertDetail detail(UUID id) {
        get(id);
        List<AlertDetail.Note> notes = jdbc.sql(
                        "select author, written, content from egress.alert_note where alert = :id order by written, id")
                .param("id", id)
                .query((row, number) -> new AlertDetail.Note(
                        row.getString("author"), row.getTimestamp("written").toInstant(), row.getString("content")))
                .list();
        return jdbc.sql("select reasons::text, picture::text from egress.alert where id = :id")
                .param("id", id)
                .query((row, number) -> new AlertDetail(
                        json.readValue(row.getString("reasons"), new TypeReference<List<Alert.Reason>>() {}),
                        points(row.getString("picture")),
                        notes))
                .single();
    }

    private List<Series.Point> points(String picture) {
        return json.readValue(picture, new TypeReference<List<long[]>>() {}).stream()
                .map(point -> new Series.Point(Instant.ofEpochMilli(point[0]), point[1], point[2]))
                .toList();
    }

    /** Brings an alert into another state. Refuses if it has changed since {@code version} or may not go there. */
    @Transactional
    public StoredAlert decide(UUID id, int version, AlertState state) {
        StoredAlert before = get(id);
        if (!before.state().next().contains(state)) {
            permissions.require(EgressPermissions.ALERT_CHANGE, before.unit());
            throw Refusal.invalid("state", "alert.invalid.state", before.state().name(), state.name());
        }
        int changed = jdbc.sql("""
                update egress.alert
                   set state = :state,
                       decided = case when :open then null else now() end,
                       outcome = case when :open then null when :state = 'CLOSED' then outcome else :state end,
                       version = version + 1
                 where id = :id
                   and version = :version
                """)
                .param("state", state.name())
                .param("open", state.isOpen())
                .param("id", id)
                .param("version", version)
                .update();
        requireChanged(changed, before);
        record("alert.decided", before, Map.of("before", before.state().name(), "after", state.name()));
        return get(id);
    }

    /** Gives an alert an owner, or none. Refuses if it has changed since {@code version}. */
    @Transactional
    public StoredAlert own(UUID id, int version, @Nullable UUID owner, @Nullable String name) {
        StoredAlert before = get(id);
        int changed = jdbc.sql("""
                update egress.alert
                   set owner = :owner,
                       owner_name = :name,
                       version = version + 1
                 where id = :id
                   and version = :version
                """)
                .param("owner", owner)
                .param("name", name)
                .param("id", id)
                .param("version", version)
                .update();
        requireChanged(changed, before);
        record("alert.owned", before, Map.of("owner", name == null ? "" : name));
        return get(id);
    }

    /** Adds what the one who acts has to say. */
    @Transactional
    public void note(UUID id, String content) {
        StoredAlert alert = get(id);
        permissions.require(EgressPermissions.ALERT_CHANGE, alert.unit());
        String text = content.strip();
        if (text.isEmpty() || text.length() > LONGEST_NOTE) {
            throw Refusal.invalid("content", "alert.invalid.note", LONGEST_NOTE);
        }
        UUID note = Uuids.next();
        jdbc.sql("""
                insert into egress.alert_note (id, alert, unit, account, author, content)
                values (:id, :alert, :unit, :account, :author, :content)
                """)
                .param("id", note)
                .param("alert", id)
                .param("unit", alert.unit())
                .param("account", Actor.current().account())
                .param("author", Actor.current().name())
                .param("content", text)
                .update();
        record("alert.noted", alert, Map.of("note", text));
    }

    private void requireChanged(int changed, StoredAlert before) {
        if (changed == 0) {
            permissions.require(EgressPermissions.ALERT_CHANGE, before.unit());
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
    }

    private void record(String kind, StoredAlert alert, Map<String, String> facts) {
        Map<String, String> all = new TreeMap<>(facts);
        all.put("client", alert.client());
        all.put("server", alert.server());
        ledger.record(new Evidence(kind, alert.unit(), alert.id(), all));
    }

    private static StoredAlert row(ResultSet row, int number) throws SQLException {
        Timestamp excepted = row.getTimestamp("excepted_until");
        return new StoredAlert(
                row.getObject("id", UUID.class),
                row.getObject("sensor", UUID.class),
                row.getObject("unit", UUID.class),
                "",
                row.getString("client"),
                row.getString("server"),
                row.getString("address"),
                row.getInt("port"),
                Alert.Kind.valueOf(row.getString("kind")),
                row.getString("application"),
                AlertSeverity.valueOf(row.getString("severity")),
                row.getDouble("score"),
                row.getObject("p_value", Double.class),
                row.getString("traffic_group"),
                row.getTimestamp("first_seen").toInstant(),
                row.getTimestamp("last_seen").toInstant(),
                row.getInt("exchanges"),
                row.getTimestamp("raised").toInstant(),
                AlertState.valueOf(row.getString("state")),
                excepted == null ? null : excepted.toInstant(),
                row.getObject("owner", UUID.class),
                row.getString("owner_name"),
                row.getInt("version"));
    }
}
