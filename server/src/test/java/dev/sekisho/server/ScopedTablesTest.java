package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.database.DatabaseAccess;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database itself enforces, whatever the application says. */
class ScopedTablesTest {
    /** Tables without a policy, each with the reason. */
    private static final Map<String, String> WITHOUT_POLICY = Map.of(
            "identity.role", "names and codes of roles, the same for everybody",
            "identity.session", "belongs to an account and is asked by an id that only its browser knows",
            "identity.session_attributes", "part of identity.session");

    private final JdbcClient jdbc = TestServer.bean(JdbcClient.class);

    @Test
    void everyTableThatTheApplicationMayReadHasAPolicy() {
        List<String> open = jdbc.sql("""
                select class.relnamespace::regnamespace || '.' || class.relname
                  from pg_class as class
                 where class.relkind in ('r', 'p')
                   and class.relnamespace::regnamespace::text = any (:schemas)
                   and has_table_privilege(:role, class.oid, 'select, insert, update, delete')
                   and not (class.relrowsecurity
                            and exists (select from pg_policy where polrelid = class.oid))
                """)
                .param("schemas", RunningServer.SCHEMAS.toArray(String[]::new))
                .param("role", DatabaseAccess.APPLICATION_ROLE)
                .query((row, number) -> row.getString(1))
                .list();
        assertThat(new TreeSet<>(open)).isEqualTo(new TreeSet<>(WITHOUT_POLICY.keySet()));
    }

    /** One who may everywhere would else have all units listed, and each page would wait for it. */
    @Test
    void policiesAskForTheWholeGroupBeforeTheyListUnits() {
        List<String> slow =
                jdbc.sql("""
                select policy.schemaname || '.' || policy.tablename || ' ' || policy.policyname || ': ' || listed.permission
                  from pg_policies as policy
                 cross join lateral (values (policy.qual), (policy.with_check)) as condition (text)
                 cross join lateral (
                       select match[1] as permission
                         from regexp_matches(condition.text, 'scope\\.units\\(''([^'']+)''', 'g') as match
                 ) as listed
                 where strpos(condition.text, 'scope.everywhere(''' || listed.permission || '''') = 0
                """).query((row, number) -> row.getString(1)).list();
        assertThat(slow).isEmpty();
    }

    @Test
    void theApplicationCanNeitherBypassPoliciesNorOwnAnything() {
        Map<String, @Nullable Object> role = jdbc.sql("""
                select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
                       exists (select from pg_class where relowner = pg_roles.oid) as owns_tables,
                       exists (select from pg_proc where proowner = pg_roles.oid) as owns_functions,
                       exists (select from pg_auth_members where member = pg_roles.oid) as has_other_roles
                  from pg_roles
                 where rolname = current_user
                """).query().singleRow();
        assertThat(role.values()).containsOnly(false);
    }

    @Test
    void theTablesThatDecideScopeCannotBeWritten() {
        List<String> writable =
                jdbc.sql("""
                select relname
                  from pg_class
                 where relnamespace = 'scope'::regnamespace
                   and relkind in ('r', 'p')
                   and has_table_privilege(oid, 'select, insert, update, delete, truncate')
                """).query((row, number) -> row.getString(1)).list();
        assertThat(writable).isEmpty();
    }

    @Test
    void withoutAnActingAccountNothingIsSeen() {
        Set<String> scoped = Set.of(
                "organization.unit",
                "organization.person",
                "ledger.evidence",
                "ledger.resource",
                "ledger.signing_key",
                "identity.account",
                "identity.token",
                "incident.incident",
                "incident.entry",
                "notice.announcement",
                "notice.message",
                "notice.mail");
        for (String table : scoped) {
            assertThat(jdbc.sql("select count(*) from " + table)
                            .query((row, number) -> row.getLong(1))
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void whatIsCommittedIsOnTheDisk() {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertThat(jdbc.sql("select current_setting(:setting)")
                            .param("setting", setting)
                            .query((row, number) -> row.getString(1))
                            .single())
                    .as(setting)
                    .isEqualTo("on");
        }
    }
}
