package dev.sekisho.server.identity;

import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import dev.sekisho.server.scope.Permission;
import dev.sekisho.server.scope.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The roles that accounts hold on units. Nobody gives a role that he does not hold himself: the database refuses it. What
 * is given or ended acts with the next request.
 */
@Repository
@Transactional(readOnly = true)
public class Grants {
    static final ListStatement<RoleGrant> STATEMENT = new ListStatement<>(
            """
            role_grant.id, role_grant.account, account.name as account_name, role.code, role.name_en, role.name_ja,
            role_grant.unit, role_grant.starts, role_grant.ends, coalesce(grantor.name, 'Sekisho') as grantor_name,
            role_grant.reason, role_grant.ended""",
            """
            identity.role_grant
            join identity.account on account.id = role_grant.account
            join identity.role on role.id = role_grant.role
            left join identity.account as grantor on grantor.id = role_grant.grantor""",
            "role_grant.id",
            List.of(
                    ListColumn.text("account", "account.name"),
                    ListColumn.choice("role", "role.code"),
                    ListColumn.shown("unit", "role_grant.unit::text")
                            .filteredBy("role_grant.unit in (select scope.below(cast(:value as uuid)))"),
                    ListColumn.time("starts", "role_grant.starts", "timestamptz")),
            Grants::row);

    private final JdbcClient jdbc;
    private final Ledger ledger;

    Grants(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    public Slice<RoleGrant> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    public int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    public void forEach(ListQuery query, Consumer<RoleGrant> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    /** The grant, or a refusal that says no more than that it was not found. */
    public RoleGrant get(UUID id) {
        return jdbc.sql(STATEMENT.base() + " where role_grant.id = :id")
                .param("id", id)
                .query(Grants::row)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The built-in roles get the permissions that the rooms declare for them. Done by the server when it starts. */
    @Transactional
    void define(List<Permission> permissions) {
        for (BuiltInRole role : BuiltInRole.values()) {
            jdbc.sql("""
                    insert into identity.role (id, code, built_in, name_en, name_ja)
                    values (:id, :code, true, :english, :japanese)
                        on conflict (id) do update set name_en = excluded.name_en, name_ja = excluded.name_ja
                    """)
                    .param("id", role.id())
                    .param("code", role.name())
                    .param("english", role.english())
                    .param("japanese", role.japanese())
                    .update();
            String[] codes = permissions.stream()
                    .filter(permission -> permission.roles().contains(role))
                    .map(Permission::code)
                    .toArray(String[]::new);
            jdbc.sql("select scope.define_role(:role, :codes)")
                    .param("role", role.id())
                    .param("codes", codes)
                    .query((row, number) -> 0)
                    .single();
        }
    }

    /** Gives a role on a unit and all below it, until {@code ends}, or for as long as nobody ends it. */
    @Transactional
    public UUID give(UUID account, UUID role, UUID unit, Instant starts, @Nullable Instant ends, String reason) {
        if (ends != null && !ends.isAfter(starts)) {
            throw Refusal.invalid("ends", "grant.invalid.ends");
        }
        UUID id = Uuids.next();
        Timestamp from = Timestamp.from(starts);
        Timestamp until = ends == null ? null : Timestamp.from(ends);
        jdbc.sql("""
                insert into identity.role_grant (id, account, role, unit, starts, ends, grantor, reason)
                values (:id, :account, :role, :unit, :starts, :ends, :grantor, :reason)
                """)
                .param("id", id)
                .param("account", account)
                .param("role", role)
                .param("unit", unit)
                .param("starts", from)
                .param("ends", until)
                .param("grantor", Actor.current().account())
                .param("reason", reason)
                .update();
        jdbc.sql("select scope.hold(:id, :account, :role, :unit, tstzrange(:starts, :ends))")
                .param("id", id)
                .param("account", account)
                .param("role", role)
                .param("unit", unit)
                .param("starts", from)
                .param("ends", until)
                .query((row, number) -> 0)
                .single();
        ledger.record(new Evidence("role.given", unit, account, Map.of("role", code(role), "reason", reason)));
        return id;
    }

    private String code(UUID role) {
        return jdbc.sql("select code from identity.role where id = :id")
                .param("id", role)
                .query((row, number) -> row.getString(1))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** Ends a grant now. */
    @Transactional
    public void end(UUID id) {
        UUID unit = jdbc.sql("""
                update identity.role_grant set ended = now() where id = :id and ended is null returning unit
                """)
                .param("id", id)
                .query((row, number) -> row.getObject(1, UUID.class))
                .optional()
                .orElseThrow(Refusal::notFound);
        jdbc.sql("select scope.release(:id)")
                .param("id", id)
                .query((row, number) -> 0)
                .single();
        ledger.record(new Evidence("role.ended", unit, id, Map.of()));
    }

    /** The roles that can be given. */
    public List<Role> roles() {
        return jdbc.sql("select id, code, name_en, name_ja from identity.role order by id")
                .query((row, number) -> new Role(
                        row.getObject("id", UUID.class),
                        row.getString("code"),
                        row.getString("name_en"),
                        row.getString("name_ja")))
                .list();
    }

    boolean isHeldBySomebody(BuiltInRole role, UUID unit) {
        return jdbc.sql("""
                select exists (select from identity.role_grant
                                where role = :role
                                  and unit = :unit
                                  and ended is null
                                  and (ends is null or ends > now()))
                """)
                .param("role", role.id())
                .param("unit", unit)
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    private static RoleGrant row(ResultSet row, int number) throws SQLException {
        return new RoleGrant(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                row.getString("account_name"),
                row.getString("code"),
                row.getString("name_en"),
                row.getString("name_ja"),
                row.getObject("unit", UUID.class),
                row.getTimestamp("starts").toInstant(),
                instant(row.getTimestamp("ends")),
                row.getString("grantor_name"),
                row.getString("reason"),
                instant(row.getTimestamp("ended")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** A role, built in or made by the customer. */
    public record Role(UUID id, String code, String nameEn, String nameJa) {}
}
