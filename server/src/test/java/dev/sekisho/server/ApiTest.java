package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.BuiltInRole;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The interface for programs: what it promises whatever the room. */
class ApiTest {
    private static final String RUN = "A" + Long.toString(System.nanoTime(), 36);

    private static Visitor program;
    private static String token;

    @BeforeAll
    static void takeAToken() {
        program = new Visitor(TestServer.shared());
        token = TestAccounts.token(TestAccounts.with(BuiltInRole.UNIT_MANAGER, Unit.GROUP));
    }

    private static String person(String number, String familyName) {
        return """
                {"unit":"%s","number":"%s","familyName":"%s","givenName":"x","reading":"","from":"2026-01-01"}""".formatted(Unit.GROUP, number, familyName);
    }

    private static HttpResponse<String> add(String number) {
        return program.api("POST", "/api/v1/people", token, person(number, "Many" + RUN));
    }

    @Test
    void anAddedThingIsWhereTheAnswerSays() {
        HttpResponse<String> added = add(RUN + "-where");
        String location = added.headers().firstValue("Location").orElseThrow();

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(program.api("GET", location, token, "").body()).isEqualTo(added.body());
    }

    @Test
    void aChangeNeedsTheVersionThatItChanges() {
        String path = add(RUN + "-version").headers().firstValue("Location").orElseThrow();
        String tag =
                program.api("GET", path, token, "").headers().firstValue("ETag").orElseThrow();
        String change = "{\"familyName\":\"Changed\"}";

        assertThat(program.api("PATCH", path, token, change).statusCode()).isEqualTo(428);
        assertThat(program.api("PATCH", path, token, change, "If-Match", tag).statusCode())
                .isEqualTo(200);
        assertThat(program.api("PATCH", path, token, change, "If-Match", tag).statusCode())
                .isEqualTo(412);
    }

    @Test
    void aListIsPagedWithoutGapOrDouble() {
        List<String> entered = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            entered.add(RUN + "-page-" + i);
            add(entered.getLast());
        }
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            String body = program.api(
                            "GET", "/api/v1/people?size=3&sort=-number&q=" + RUN + "-page&cursor=" + cursor, token, "")
                    .body();
            Pattern.compile("\"number\":\"([^\"]+)\"").matcher(body).results().forEach(row -> found.add(row.group(1)));
            Matcher next = Pattern.compile("\"next\":\"([^\"]+)\"").matcher(body);
            cursor = next.find() ? next.group(1) : "";
        } while (!cursor.isEmpty());

        assertThat(found).isEqualTo(entered.reversed());
    }

    @Test
    void errorsAreProblemsThatNameTheField() {
        HttpResponse<String> wrong = program.api("POST", "/api/v1/people", token, person(RUN + "-wrong", ""));

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(wrong.body())
                .contains(
                        "\"detail\":\"Family and given name have at most 100 characters, and the family name must not be"
                                + " empty.\"",
                        "\"errors\":[{",
                        "\"field\":\"familyName\"");
    }

    @Test
    void badRequestsAreTheCallersFault() {
        assertThat(add(RUN + "-twice").statusCode()).isEqualTo(201);
        assertThat(add(RUN + "-twice").statusCode()).isEqualTo(409);
        assertThat(program.api("POST", "/api/v1/people", token, "{").statusCode())
                .isEqualTo(400);
        assertThat(program.api("POST", "/api/v1/people", token, "{\"unknown\":1}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(program.api("GET", "/api/v1/people/nonsense", token, "").statusCode())
                .isEqualTo(404);
        assertThat(program.api("GET", "/api/v1/people?sort=nonsense", token, "").statusCode())
                .isEqualTo(422);
        assertThat(program.api("GET", "/api/v1/people?cursor=nonsense", token, "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(program.api("GET", "/api/v1/people?sort=number;drop", token, "")
                        .statusCode())
                .isEqualTo(422);
        assertThat(program.api("DELETE", "/api/v1/people", token, "").statusCode())
                .isEqualTo(405);
    }

    @Test
    void manyAreEnteredTogetherOrNotAtAll() {
        String good = person(RUN + "-bulk", "Bulk" + RUN);
        String doubled = "[" + good + "," + good + "]";

        assertThat(program.api("POST", "/api/v1/people/bulk", token, doubled).statusCode())
                .isEqualTo(409);
        assertThat(program.api("GET", "/api/v1/people?q=Bulk" + RUN, token, "").body())
                .contains("\"items\":[]");
        assertThat(program.api("POST", "/api/v1/people/bulk", token, "[" + good + "]")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void isDescribedInOpenApi() {
        HttpResponse<String> description = program.api("GET", "/api/v1/openapi.json", token, "");

        assertThat(description.statusCode()).isEqualTo(200);
        assertThat(description.body())
                .contains("\"openapi\":\"3.1.", "\"/api/v1/people/{id}\"", "\"/api/v1/units\"")
                .doesNotContain("\"/login\"");
    }

    @Test
    void aTokenThatIsNoneIsRefused() {
        HttpResponse<String> answer = program.api("GET", "/api/v1/people", "sekisho_nonsense", "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
}
