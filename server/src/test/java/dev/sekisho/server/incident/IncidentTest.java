package dev.sekisho.server.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.Visitor;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.organization.NewUnit;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.UnitKind;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A case from its opening to its end, through the interface for programs. */
class IncidentTest {
    private static Unit unit;
    private static Unit neighbour;
    private static TestAccount officer;
    private static String officersToken;
    private static String membersToken;
    private static TestAccount member;
    private static Visitor program;

    @BeforeAll
    static void makePeople() {
        unit = unit("inc");
        neighbour = unit("neighbour");
        officer = TestAccounts.with(BuiltInRole.SECURITY_OFFICER, unit.id());
        officersToken = TestAccounts.token(officer);
        member = TestAccounts.with(BuiltInRole.CERT_MEMBER, unit.id());
        membersToken = TestAccounts.token(member);
        program = TestServer.visitor();
    }

    private static Unit unit(String name) {
        return Actor.SETUP.call(() -> TestServer.bean(Units.class)
                .add(new NewUnit(
                        Unit.GROUP,
                        name + System.nanoTime(),
                        UnitKind.DIVISION,
                        name,
                        name,
                        false,
                        "UTC",
                        LocalDate.now(ZoneOffset.UTC),
                        false)));
    }

    private static String body(String title, String severity) {
        return """
                {"unit":"%s","title":"%s","severity":"%s","category":"MALWARE","drill":false}""".formatted(unit.id(), title, severity);
    }

    /** Opens a case and gives its address. */
    private static String opened(String title, String severity) {
        HttpResponse<String> answer = program.api("POST", "/api/v1/incidents", membersToken, body(title, severity));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String tag(String path) {
        return program.api("GET", path, membersToken, "")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private static HttpResponse<String> goTo(String path, String phase, String reason) {
        return program.api(
                "POST",
                path + "/phase",
                membersToken,
                "{\"phase\":\"" + phase + "\",\"reason\":\"" + reason + "\"}",
                "If-Match",
                tag(path));
    }

    private static HttpResponse<String> close(String path, String token, String outcome) {
        return program.api(
                "POST",
                path + "/close",
                token,
                "{\"outcome\":\"" + outcome + "\",\"rootCause\":\"An old library\",\"lessons\":\"Update it\"}",
                "If-Match",
                tag(path));
    }

    private static List<String> ids(String json) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(json);
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return ids;
    }

    private static void settleAllTasks(String path) {
        for (String task :
                ids(program.api("GET", path + "/tasks", membersToken, "").body())) {
            HttpResponse<String> settled = program.api(
                    "PATCH", path + "/tasks/" + task, membersToken, "{\"state\":\"DONE\"}", "If-Match", "\"1\"");
            assertThat(settled.statusCode()).as(settled.body()).isEqualTo(200);
        }
    }

    @Test
    void goesThroughItsPhasesAndIsClosedWhenNothingIsLeftToDo() {
        String path = opened("Course", "MEDIUM");

        assertThat(goTo(path, "RECOVER", "").statusCode()).isEqualTo(409);
        for (String phase : List.of("CONTAIN", "ERADICATE", "RECOVER", "LEARN")) {
            assertThat(goTo(path, phase, "").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> early = close(path, membersToken, "HARM");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body())
                .contains(
                        "Tasks that nobody has settled: 14. Mark each as done or not needed, then close the incident.");
        settleAllTasks(path);
        HttpResponse<String> closed = close(path, membersToken, "HARM");

        assertThat(closed.statusCode()).isEqualTo(200);
        assertThat(closed.body()).contains("\"state\":\"CLOSED\"", "\"outcome\":\"HARM\"");
        assertThat(program.api("PATCH", path, membersToken, "{\"title\":\"x\"}", "If-Match", tag(path))
                        .body())
                .contains("is closed. Open it again before you change it.");
    }

    @Test
    void goesBackOnlyWithAReason() {
        String path = opened("Back", "LOW");
        goTo(path, "CONTAIN", "");

        assertThat(goTo(path, "IDENTIFY", "").statusCode()).isEqualTo(422);
        assertThat(goTo(path, "IDENTIFY", "Another machine").statusCode()).isEqualTo(200);
        assertThat(program.api("GET", path + "/entries", membersToken, "").body())
                .contains("\"change\":\"phaseBack\"", "Another machine");
    }

    @Test
    void aGraveOneIsNotClosedByWhoWorkedOnIt() {
        String path = opened("Grave", "CRITICAL");
        program.api(
                "POST", path + "/assignments", membersToken, "{\"account\":\"" + member.id() + "\",\"role\":\"LEAD\"}");

        HttpResponse<String> own = close(path, membersToken, "FALSE_ALARM");
        HttpResponse<String> others = close(path, officersToken, "FALSE_ALARM");

        assertThat(own.statusCode()).isEqualTo(403);
        assertThat(own.body()).contains("Somebody else who may close incidents must look at it and close it.");
        assertThat(others.statusCode()).isEqualTo(200);
    }

    @Test
    void cannotBeClosedWithoutCauseAndLessons() {
        String path = opened("Lessons", "LOW");

        HttpResponse<String> answer = program.api(
                "POST",
                path + "/close",
                membersToken,
                "{\"outcome\":\"FALSE_ALARM\",\"rootCause\":\"x\",\"lessons\":\" \"}",
                "If-Match",
                tag(path));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"lessons\"");
    }

    @Test
    void isOpenedOnceForOneOrigin() {
        String body = body("Once", "LOW")
                .replace("\"drill\"", "\"origin\":{\"kind\":\"alert\",\"reference\":\"a1\"},\"drill\"");

        assertThat(program.api("POST", "/api/v1/incidents", membersToken, body).statusCode())
                .isEqualTo(201);
        assertThat(program.api("POST", "/api/v1/incidents", membersToken, body).statusCode())
                .isEqualTo(409);
        assertThat(program.api(
                                "GET",
                                "/api/v1/incidents?filter.origin=alert&filter.reference=a1&filter.unit=" + unit.id(),
                                membersToken,
                                "")
                        .body())
                .containsOnlyOnce("\"title\":\"Once\"");
    }

    @Test
    void oldCasesAreTakenOverOnceWithTheirHistory() {
        String old = """
                [{"unit":"%s","reference":"OLD-7","title":"Taken over","severity":"HIGH","category":"LOST_DEVICE","drill":false,
                  "detected":"2019-05-01T00:00:00Z","closed":"2019-06-01T00:00:00Z","closedBy":"Somebody then",
                  "rootCause":"Left in a train","lessons":"Encrypt","cost":120000,
                  "entries":[{"kind":"FACT","occurred":"2019-05-02T00:00:00Z","text":"Found again"}]}]""".formatted(unit.id());

        HttpResponse<String> first = program.api("POST", "/api/v1/incidents/import", officersToken, old);
        HttpResponse<String> second = program.api("POST", "/api/v1/incidents/import", officersToken, old);

        assertThat(first.body()).contains("\"reference\":\"OLD-7\"", "\"added\":true");
        assertThat(second.body()).contains("\"added\":false");
        assertThat(ids(second.body())).isEqualTo(ids(first.body()));
        String path = "/api/v1/incidents/" + ids(first.body()).getFirst();
        assertThat(program.api("GET", path, officersToken, "").body())
                .contains(
                        "\"state\":\"CLOSED\"",
                        "\"closedBy\":\"Somebody then\"",
                        "\"closed\":\"2019-06-01T00:00:00Z\"");
        assertThat(program.api("GET", path + "/entries", officersToken, "").body())
                .contains("Found again", "\"occurred\":\"2019-05-02T00:00:00Z\"");
    }

    @Test
    void manyAreOpenedTogetherOrNotAtAll() {
        String good = body("Bulk" + unit.code(), "LOW");
        String bad = good.replace(unit.id().toString(), neighbour.id().toString());

        assertThat(program.api("POST", "/api/v1/incidents/bulk", membersToken, "[" + good + "," + bad + "]")
                        .statusCode())
                .isEqualTo(403);
        assertThat(program.api("GET", "/api/v1/incidents?q=Bulk" + unit.code(), membersToken, "")
                        .body())
                .contains("\"items\":[]");
        assertThat(program.api("POST", "/api/v1/incidents/bulk", membersToken, "[" + good + "," + good + "]")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void isSeenWhereAUnitIsAffectedAndChangedByWhoHasAPart() {
        String path = opened("Neighbours", "LOW");
        TestAccount neighbourly = TestAccounts.with(BuiltInRole.CERT_MEMBER, neighbour.id());
        String token = TestAccounts.token(neighbourly);
        TestAccount both = TestAccounts.with(BuiltInRole.SECURITY_OFFICER, Unit.GROUP);
        String entry = "{\"kind\":\"FACT\",\"text\":\"Seen here too\"}";

        assertThat(program.api("GET", path, token, "").statusCode()).isEqualTo(404);
        program.api("PUT", path + "/affected/" + neighbour.id(), TestAccounts.token(both), "");
        assertThat(program.api("GET", path, token, "").statusCode()).isEqualTo(200);
        assertThat(program.api("POST", path + "/entries", token, entry).statusCode())
                .isEqualTo(403);
        program.api(
                "POST",
                path + "/assignments",
                membersToken,
                "{\"account\":\"" + neighbourly.id() + "\",\"role\":\"HANDLER\"}");
        assertThat(program.api("POST", path + "/entries", token, entry).statusCode())
                .isEqualTo(201);
    }

    @Test
    void aPartIsHandedOverWithWhatTheNextOneMustKnow() {
        String path = opened("Shift", "LOW");
        String part = ids(program.api(
                                "POST",
                                path + "/assignments",
                                membersToken,
                                "{\"account\":\"" + member.id() + "\",\"role\":\"LEAD\"}")
                        .body())
                .getFirst();

        HttpResponse<String> silent = program.api(
                "POST",
                path + "/assignments/" + part + "/end",
                membersToken,
                "{\"to\":\"" + officer.id() + "\",\"note\":\"\"}");
        HttpResponse<String> told = program.api(
                "POST",
                path + "/assignments/" + part + "/end",
                membersToken,
                "{\"to\":\"" + officer.id() + "\",\"note\":\"Image of the disk lies in the safe\"}");

        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(told.statusCode()).isEqualTo(204);
        assertThat(program.api("GET", path, membersToken, "").body()).contains("\"lead\":\"" + officer.name() + "\"");
        assertThat(program.api("GET", path + "/assignments", membersToken, "").body())
                .contains("Image of the disk lies in the safe");
    }

    @Test
    void filesComeBackAsTheyWereAndOnlyAsDownloads() {
        String path = opened("Files", "LOW");
        byte[] content = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> added = program.send(
                HttpRequest.newBuilder(program.address(path + "/files?name=..%2F..%2Fetc%2Fpasswd.html&note=page"))
                        .header("Authorization", "Bearer " + membersToken)
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(content)));
        String location = added.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> read = program.api("GET", location, membersToken, "");

        assertThat(added.body()).contains("\"name\":\"passwd.html\"", "\"size\":25");
        assertThat(read.body()).isEqualTo("<script>alert(1)</script>");
        assertThat(read.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(read.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(read.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment; ");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        String path = opened("Large", "LOW");

        HttpResponse<String> answer = program.send(HttpRequest.newBuilder(program.address(path + "/files?name=large"))
                .header("Authorization", "Bearer " + membersToken)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(int) FileVault.LARGEST + 1])));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("A file has at most 20 MB.");
    }

    private static HttpResponse<String> handIn(String mail) {
        return program.send(HttpRequest.newBuilder(program.address("/api/v1/incidents/mail?unit=" + unit.id()))
                .header("Authorization", "Bearer " + membersToken)
                .header("Content-Type", "message/rfc822")
                .POST(HttpRequest.BodyPublishers.ofString(mail)));
    }

    @Test
    void aMailBecomesOneIncidentAndIsKept() {
        String mail =
                "From: reporter@test.invalid\r\nSubject: Odd mail\r\nMessage-ID: <odd@test.invalid>\r\n\r\nLook at this.\r\n";

        HttpResponse<String> first = handIn(mail);
        HttpResponse<String> second = handIn(mail);

        assertThat(first.body()).as(first.body()).contains("\"added\":true");
        assertThat(second.body()).contains("\"added\":false");
        String path = "/api/v1/incidents/" + ids(first.body()).getFirst();
        assertThat(program.api("GET", path, membersToken, "").body())
                .contains("\"title\":\"Odd mail\"", "Look at this.", "\"originReference\":\"<odd@test.invalid>\"");
        String file = ids(program.api("GET", path + "/files", membersToken, "").body())
                .getFirst();
        assertThat(program.api("GET", path + "/files/" + file, membersToken, "").body())
                .isEqualTo(mail);
    }

    @Test
    void thatACaseLeftIsEvidence() {
        String path = opened("Leaves", "LOW");

        HttpResponse<String> stix = program.api("GET", path + "/stix", officersToken, "");

        assertThat(stix.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/stix+json;version=2.1");
        long exports = Actor.SETUP.call(() -> TestServer.bean(TransactionOperations.class)
                .execute(status -> TestServer.bean(JdbcClient.class)
                        .sql("select count(*) from ledger.evidence where subject = :id and kind = 'incident.exported'")
                        .param("id", UUID.fromString(path.substring(path.lastIndexOf('/') + 1)))
                        .query(Long.class)
                        .single()));
        assertThat(exports).isEqualTo(1);
    }
}
