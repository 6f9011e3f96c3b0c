package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.egress.TestTraffic;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.incident.IncidentCategory;
import dev.sekisho.server.incident.IncidentSeverity;
import dev.sekisho.server.incident.Incidents;
import dev.sekisho.server.incident.NewIncident;
import dev.sekisho.server.incident.Origin;
import dev.sekisho.server.organization.NewPerson;
import dev.sekisho.server.organization.NewUnit;
import dev.sekisho.server.organization.People;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.UnitKind;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import dev.sekisho.server.scope.Open;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * Somebody with every permission on one unit tries the ids of another: over every endpoint that there is, also those that
 * will be written next.
 */
class ScopeTest {
    /** Stands in everything that belongs to the other unit. */
    private static final String MARK = "secretmark";

    private static Unit other;
    private static List<UUID> othersIds;
    private static Visitor visitor;
    private static String token;

    @BeforeAll
    static void makeTwoUnits() {
        Unit own = unit("own" + System.nanoTime(), "Own unit");
        other = unit(MARK + System.nanoTime(), "Unit " + MARK);
        UUID person = Actor.SETUP
                .call(() -> TestServer.bean(People.class)
                        .add(new NewPerson(
                                other.id(),
                                MARK + Uuids.next().toString().substring(20),
                                MARK,
                                "",
                                "",
                                null,
                                LocalDate.now(ZoneOffset.UTC))))
                .id();
        TestAccount otherAccount = TestAccounts.with(BuiltInRole.EMPLOYEE, other.id());
        UUID grant = Actor.SETUP.call(() -> TestServer.bean(TransactionOperations.class)
                .execute(status -> TestServer.bean(JdbcClient.class)
                        .sql("select id from identity.role_grant where account = :account")
                        .param("account", otherAccount.id())
                        .query((row, number) -> row.getObject(1, UUID.class))
                        .single()));
        UUID incident = Actor.SETUP
                .call(() -> TestServer.bean(Incidents.class)
                        .open(NewIncident.from(
                                Origin.BY_HAND,
                                other.id(),
                                "Incident " + MARK,
                                IncidentSeverity.LOW,
                                IncidentCategory.OTHER)))
                .id();
        othersIds = new ArrayList<>(
                List.of(other.id(), person, otherAccount.id(), grant, incident, noticeOf(otherAccount)));
        othersIds.addAll(TestTraffic.of(other.id(), MARK));

        TestAccount account = TestAccounts.with(BuiltInRole.ADMINISTRATOR, own.id());
        token = TestAccounts.token(account);
        visitor = new Visitor(TestServer.shared());
        visitor.post("/login", "/login", Map.of("email", account.email(), "password", TestAccounts.PASSWORD));
        visitor.post("/login/code", "/login/code", Map.of("code", account.code()));
        assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    }

    /** Somebody in the other unit is told something. */
    private static UUID noticeOf(TestAccount account) {
        TransactionOperations transactions = TestServer.bean(TransactionOperations.class);
        JdbcClient jdbc = TestServer.bean(JdbcClient.class);
        UUID id = Uuids.next();
        Actor.NOTICE.run(() -> transactions.executeWithoutResult(status -> jdbc.sql("""
                        insert into notice.message (id, account, kind, path, arguments, urgent, created)
                        values (:id, :account, 'incident.opened', '/', cast(:arguments as jsonb), false, now())
                        """)
                .param("id", id)
                .param("account", account.id())
                .param("arguments", "[\"" + MARK + "\", \"" + MARK + "\"]")
                .update()));
        return id;
    }

    private static Unit unit(String code, String name) {
        return Actor.SETUP.call(() -> TestServer.bean(Units.class)
                .add(new NewUnit(
                        Unit.GROUP,
                        code,
                        UnitKind.DIVISION,
                        name,
                        name,
                        false,
                        "UTC",
                        LocalDate.now(ZoneOffset.UTC),
                        false)));
    }

    static String filled(String pattern, String id) {
        return pattern.replace("{format}", "csv").replaceAll("\\{[a-zA-Z]+}", id);
    }

    @Test
    void nothingOfAnotherUnitIsReadByAnyEndpoint() {
        List<String> tried = new ArrayList<>();
        List<String> leaks = new ArrayList<>();
        EndpointsTest.endpoints().forEach((mapping, method) -> {
            if (!mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)
                    || method.hasMethodAnnotation(Open.class)) {
                return;
            }
            for (String pattern : mapping.getPatternValues()) {
                for (String path : readingPaths(pattern)) {
                    HttpResponse<String> answer =
                            path.startsWith("/api/") ? visitor.api("GET", path, token, "") : visitor.get(path);
                    tried.add(path);
                    boolean asksForId = pattern.contains("{id}");
                    if (answer.body().toLowerCase(Locale.ROOT).contains(MARK) && !path.contains("q=" + MARK)) {
                        leaks.add(path + " shows it");
                    }
                    if (asksForId && answer.statusCode() != 404) {
                        leaks.add(path + " answers " + answer.statusCode());
                    }
                    if (answer.statusCode() >= 500) {
                        leaks.add(path + " fails with " + answer.statusCode());
                    }
                }
            }
        });
        assertThat(leaks).isEmpty();
        assertThat(tried).hasSizeGreaterThan(20);
    }

    private static List<String> readingPaths(String pattern) {
        List<String> paths = new ArrayList<>();
        for (UUID id : othersIds) {
            String path = filled(pattern, id.toString());
            paths.add(path);
            if (!pattern.contains("{id}")) {
                paths.add(path + "?filter.unit=" + id);
            }
        }
        return paths;
    }

    @Test
    void nothingOfAnotherUnitIsFoundBySearching() {
        for (String list : List.of(
                "/units",
                "/people",
                "/accounts",
                "/roles",
                "/evidence",
                "/incidents",
                "/notices",
                "/mails",
                "/alerts",
                "/sessions",
                "/sensors",
                "/exceptions",
                "/blocks")) {
            for (String path : List.of(list + "?q=" + MARK, list + "/export.csv?q=" + MARK)) {
                HttpResponse<String> answer = visitor.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.body()).as(path).doesNotContain("/units/" + other.id(), "Unit " + MARK);
            }
        }
        HttpResponse<String> found = visitor.get("/search?q=" + MARK);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).doesNotContain(other.id().toString(), "Unit " + MARK);
        assertThat(visitor.api("GET", "/api/v1/search?q=" + MARK, token, "").body())
                .isEqualTo("{\"groups\":[]}");
        assertThat(visitor.api("GET", "/api/v1/people?q=" + MARK, token, "").body())
                .contains("\"items\":[]");
    }

    @Test
    void nothingOfAnotherUnitIsChangedByAnyEndpoint() {
        String before = fingerprint();
        List<String> leaks = new ArrayList<>();
        String formToken = Visitor.formToken(visitor.get("/account").body());
        EndpointsTest.endpoints().forEach((mapping, method) -> {
            for (RequestMethod verb : mapping.getMethodsCondition().getMethods()) {
                if (verb == RequestMethod.GET || method.hasMethodAnnotation(Open.class)) {
                    continue;
                }
                for (String pattern : mapping.getPatternValues()) {
                    for (UUID id : othersIds) {
                        String path = filled(pattern, id.toString());
                        HttpResponse<String> answer = path.startsWith("/api/")
                                ? visitor.api(verb.name(), path, token, body(pattern), "If-Match", "\"1\"")
                                : visitor.postWith(formToken, path, fields());
                        if (pattern.contains("{id}") && answer.statusCode() < 400) {
                            leaks.add(verb + " " + path + " answers " + answer.statusCode());
                        }
                        if (answer.statusCode() >= 500) {
                            leaks.add(verb + " " + path + " fails with " + answer.statusCode());
                        }
                    }
                }
            }
        });
        assertThat(leaks).isEmpty();
        assertThat(fingerprint()).isEqualTo(before);
    }

    /** Every field that any form has, each filled so that it would be accepted; what points somewhere points at the other unit. */
    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("unitCode", other.code());
        fields.put("parentCode", other.code());
        fields.put("code", "x" + System.nanoTime());
        fields.put("number", "x" + System.nanoTime());
        fields.put("version", "1");
        fields.put("kind", "DEPARTMENT");
        fields.put("nameEn", "x");
        fields.put("nameJa", "x");
        fields.put("familyName", "x");
        fields.put("givenName", "x");
        fields.put("reading", "x");
        fields.put("email", "x" + System.nanoTime() + "@test.invalid");
        fields.put("name", "x");
        fields.put("from", LocalDate.now(ZoneOffset.UTC).toString());
        fields.put("role", BuiltInRole.EMPLOYEE.id().toString());
        fields.put("reason", "x");
        fields.put("disabled", "true");
        fields.put("days", "1");
        fields.put("back", "/");
        fields.put("language", "EN");
        fields.put("zone", "UTC");
        fields.put("mode", "DAILY");
        fields.put("digestHour", "7");
        fields.put("title", "x");
        fields.put("summary", "x");
        fields.put("severity", "LOW");
        fields.put("category", "OTHER");
        fields.put("marking", "RED");
        fields.put("phase", "CONTAIN");
        fields.put("outcome", "FALSE_ALARM");
        fields.put("rootCause", "x");
        fields.put("lessons", "x");
        fields.put("entryKind", "FACT");
        fields.put("text", "x");
        fields.put("channel", "MAIL");
        fields.put("direction", "OUT");
        fields.put("counterpart", "x");
        fields.put("state", "DONE");
        fields.put("incidentRole", "LEAD");
        fields.put("alertState", "IN_WORK");
        fields.put("server", "x.example");
        fields.put("expires", LocalDate.now(ZoneOffset.UTC).plusDays(9).toString());
        fields.put("content", "x");
        fields.put("enabled", "false");
        fields.put("network", "10.99.0.0/16");
        return fields;
    }

    private static String body(String pattern) {
        if (pattern.contains("incidents")) {
            return incidentBody(pattern);
        }
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        if (pattern.contains("alerts/{id}")) {
            return pattern.endsWith("notes") ? "{\"content\":\"x\"}" : "{\"state\":\"IN_WORK\"}";
        }
        if (pattern.contains("exceptions")) {
            String exception =
                    """
                    {"unit":"%s","server":"x.example","reason":"x","expires":"%sT00:00:00Z"}""".formatted(other.id(), LocalDate.now(ZoneOffset.UTC).plusDays(9));
            return pattern.endsWith("/bulk") ? "[" + exception + "]" : exception;
        }
        if (pattern.contains("blocks")) {
            return """
                    {"unit":"%s","server":"x.example","reason":"x"}""".formatted(other.id());
        }
        if (pattern.endsWith("networks")) {
            return "[{\"network\":\"10.98.0.0/16\",\"unit\":\"" + other.id() + "\"}]";
        }
        if (pattern.contains("sensors")) {
            return pattern.contains("{id}") ? "{\"enabled\":false}" : """
                      {"unit":"%s","name":"x%d","kind":"REMOTE","folder":null}""".formatted(other.id(), System.nanoTime());
        }
        if (pattern.contains("units")) {
            return pattern.contains("{id}")
                    ? "{\"nameEn\":\"x\"}"
                    : """
                      {"parent":"%s","code":"x%d","kind":"DEPARTMENT","nameEn":"x","nameJa":"x","auditUnit":false,
                       "zone":"UTC","from":"%s","breaksCommand":false}""".formatted(other.id(), System.nanoTime(), today);
        }
        String person = """
                {"unit":"%s","number":"x%d","familyName":"x","givenName":"x","reading":"x","from":"%s"}""".formatted(other.id(), System.nanoTime(), today);
        return pattern.endsWith("/bulk")
                ? "[" + person + "]"
                : pattern.contains("{id}") ? "{\"familyName\":\"x\"}" : person;
    }

    private static String incidentBody(String pattern) {
        String last = pattern.substring(pattern.lastIndexOf('/') + 1);
        String incident = """
                {"unit":"%s","title":"x","severity":"LOW","category":"OTHER","drill":false}""".formatted(other.id());
        return switch (last) {
            case "bulk" -> "[" + incident + "]";
            case "import" -> """
                    [{"unit":"%s","reference":"x","title":"x","severity":"LOW","category":"OTHER","drill":false,
                      "detected":"2020-01-01T00:00:00Z"}]""".formatted(other.id());
            case "{id}" -> "{\"title\":\"x\"}";
            case "phase" -> "{\"phase\":\"CONTAIN\"}";
            case "close" -> "{\"outcome\":\"FALSE_ALARM\",\"rootCause\":\"x\",\"lessons\":\"x\"}";
            case "reopen" -> "{\"reason\":\"x\"}";
            case "entries" -> "{\"kind\":\"FACT\",\"text\":\"x\"}";
            case "tasks" -> "{\"phase\":\"CONTAIN\",\"title\":\"x\"}";
            case "{task}" -> "{\"state\":\"DONE\"}";
            case "assignments" -> "{\"account\":\"" + othersIds.get(2) + "\",\"role\":\"LEAD\"}";
            case "end" -> "{\"note\":\"x\"}";
            default -> incident;
        };
    }

    private static String fingerprint() {
        return Actor.SETUP.call(() -> TestServer.bean(TransactionOperations.class)
                .execute(status -> TestServer.bean(JdbcClient.class)
                        .sql("""
                select concat_ws('|',
                       (select string_agg(unit::text, ',' order by id) from organization.unit where id in (select scope.below(:unit))),
                       (select string_agg(unit_name::text, ',' order by unit, language) from organization.unit_name where unit in (select scope.below(:unit))),
                       (select string_agg(person::text, ',' order by id) from organization.person where unit in (select scope.below(:unit))),
                       (select string_agg(concat(id, state, name, email, version), ',' order by id) from identity.account where unit in (select scope.below(:unit))),
                       (select string_agg(role_grant::text, ',' order by id) from identity.role_grant where unit in (select scope.below(:unit))),
                       (select string_agg(incident::text, ',' order by id) from incident.incident where unit in (select scope.below(:unit))),
                       (select string_agg(message::text, ',' order by id) from notice.message where kind = 'incident.opened' and arguments::text like '%secretmark%'),
                       (select count(*) from incident.task join incident.incident on incident.id = task.incident where unit in (select scope.below(:unit))),
                       (select count(*) from incident.entry join incident.incident on incident.id = entry.incident where unit in (select scope.below(:unit))),
                       (select string_agg(sensor::text, ',' order by id) from egress.sensor where unit in (select scope.below(:unit))),
                       (select string_agg(alert::text, ',' order by id) from egress.alert where unit in (select scope.below(:unit))),
                       (select string_agg(exception::text, ',' order by id) from egress.exception where unit in (select scope.below(:unit))),
                       (select string_agg(block::text, ',' order by id) from egress.block where unit in (select scope.below(:unit))),
                       (select count(*)::text from egress.alert_note where unit in (select scope.below(:unit))))
                """)
                        .param("unit", other.id())
                        .query((row, number) -> row.getString(1))
                        .single()));
    }
}
