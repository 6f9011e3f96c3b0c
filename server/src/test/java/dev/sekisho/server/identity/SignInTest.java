package dev.sekisho.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.Visitor;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Coming in, and being kept out. */
class SignInTest {
    private final Credentials credentials = TestServer.bean(Credentials.class);

    private static Visitor signedIn(TestAccount account) {
        Visitor visitor = TestServer.visitor();
        visitor.post("/login", "/login", Map.of("email", account.email(), "password", TestAccounts.PASSWORD));
        visitor.post("/login/code", "/login/code", Map.of("code", account.code()));
        return visitor;
    }

    @Test
    void needsBothFactors() {
        TestAccount account = TestAccounts.with(BuiltInRole.EMPLOYEE, Unit.GROUP);
        Visitor visitor = TestServer.visitor();

        visitor.post("/login", "/login", Map.of("email", account.email(), "password", TestAccounts.PASSWORD));
        HttpResponse<String> half = visitor.get("/units");
        visitor.post("/login/code", "/login/code", Map.of("code", account.code()));

        assertThat(half.headers().firstValue("Location").orElse("")).endsWith("/login/code");
        assertThat(visitor.get("/units").statusCode()).isEqualTo(200);
    }

    @Test
    void takesACodeOnce() {
        TestAccount account = TestAccounts.with(BuiltInRole.EMPLOYEE, Unit.GROUP);
        String code = account.code();

        assertThat(Actor.AUTHENTICATION.call(() -> credentials.acceptsCode(account.id(), code)))
                .isTrue();
        assertThat(Actor.AUTHENTICATION.call(() -> credentials.acceptsCode(account.id(), code)))
                .isFalse();
    }

    @Test
    void locksAnAccountAfterFiveFailures() {
        TestAccount account = TestAccounts.with(BuiltInRole.EMPLOYEE, Unit.GROUP);
        for (int i = 0; i < Credentials.FREE_FAILURES; i++) {
            Actor.AUTHENTICATION.call(() -> credentials.byPassword(account.email(), "wrong"));
        }

        assertThat(Actor.AUTHENTICATION.call(() -> credentials.byPassword(account.email(), TestAccounts.PASSWORD)))
                .isEmpty();
        assertThat(Actor.AUTHENTICATION.call(() -> credentials.acceptsCode(account.id(), account.code())))
                .isFalse();
    }

    @Test
    void saysTheSameForAWrongPasswordAndAnUnknownAddress() {
        TestAccount account = TestAccounts.with(BuiltInRole.EMPLOYEE, Unit.GROUP);
        Visitor visitor = TestServer.visitor();

        HttpResponse<String> wrong =
                visitor.post("/login", "/login", Map.of("email", account.email(), "password", "wrong"));
        HttpResponse<String> unknown =
                visitor.post("/login", "/login", Map.of("email", "nobody@test.invalid", "password", "wrong"));

        assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
        assertThat(withoutToken(wrong.body())).isEqualTo(withoutToken(unknown.body()));
    }

    private static String withoutToken(String page) {
        return page.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }

    @Test
    void givesTheSessionAnotherIdAtEachStage() {
        TestAccount account = TestAccounts.with(BuiltInRole.EMPLOYEE, Unit.GROUP);
        Visitor visitor = TestServer.visitor();

        String first = cookie(
                visitor.post("/login", "/login", Map.of("email", account.email(), "password", TestAccounts.PASSWORD)));
        String second = cookie(visitor.post("/login/code", "/login/code", Map.of("code", account.code())));

        assertThat(first).isNotEmpty().isNotEqualTo(second);
        assertThat(second)
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("__Host-sekisho="))
                .findFirst()
                .orElse("");
    }

    @Test
    void anEndedSessionIsOver() {
        TestAccount account = TestAccounts.with(BuiltInRole.EMPLOYEE, Unit.GROUP);
        Visitor visitor = signedIn(account);
        assertThat(visitor.get("/account").statusCode()).isEqualTo(200);

        TestServer.bean(Sessions.class).endAll(account.id());

        assertThat(visitor.get("/account").headers().firstValue("Location").orElse(""))
                .endsWith("/login");
    }

    @Test
    void refusesAFormWithoutItsToken() {
        TestAccount account = TestAccounts.with(BuiltInRole.EMPLOYEE, Unit.GROUP);
        Visitor visitor = signedIn(account);

        HttpResponse<String> answer = visitor.send(HttpRequest.newBuilder(visitor.address("/logout"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(visitor.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void everyPageCarriesTheHeadersThatProtectIt() {
        HttpResponse<String> answer = TestServer.visitor().get("/login");
        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");

        assertThat(policy).contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertThat(policy).doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(List.of(answer.body().split("<script", -1)).stream().skip(1))
                .allMatch(tag -> tag.startsWith(" src="));
        assertThat(answer.body()).doesNotContain(" style=", " onclick=");
    }
}
