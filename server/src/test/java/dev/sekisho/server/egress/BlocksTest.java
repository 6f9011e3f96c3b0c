package dev.sekisho.server.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.Visitor;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.BuiltInRole;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is blocked has been approved by somebody else, and is served in three forms. */
class BlocksTest {
    private static Visitor program;
    private static String proposer;
    private static String approver;
    private final String server = "b" + Long.toString(System.nanoTime(), 36) + ".example";

    @BeforeAll
    static void prepare() {
        program = TestServer.visitor();
        proposer = TestAccounts.token(TestAccounts.with(BuiltInRole.SECURITY_OFFICER, Unit.GROUP));
        approver = TestAccounts.token(TestAccounts.with(BuiltInRole.SECURITY_OFFICER, Unit.GROUP));
    }

    private static HttpResponse<String> propose(String server) {
        return program.api("POST", "/api/v1/blocks", proposer, """
                {"unit":"%s","server":"%s","reason":"tested"}""".formatted(Unit.GROUP, server));
    }

    private static String list(String name) {
        return program.api("GET", "/api/v1/blocks/" + name, approver, "").body();
    }

    @Test
    void nobodyApprovesHisOwnProposal() {
        String path = propose(server).headers().firstValue("Location").orElseThrow();

        assertThat(list("plain.txt")).doesNotContain(server);
        assertThat(program.api("POST", path + "/approve", proposer, "", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(422);
        assertThat(program.api("POST", path + "/approve", approver, "", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(list("plain.txt")).contains("\n" + server + "\n");
        assertThat(list("squid.conf")).contains("acl sekisho_names dstdomain -n " + server + "\n");
        assertThat(list("rpz.zone")).contains(server + " CNAME .\n");
        assertThat(program.api("POST", path + "/end", approver, "", "If-Match", "\"2\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(list("plain.txt")).doesNotContain(server);
    }

    @Test
    void onlyWhatCanStandInAListIsProposed() {
        assertThat(propose("evil.example\\nhttp_access allow all").statusCode()).isEqualTo(422);
        assertThat(propose("192.0.2.1").statusCode()).isEqualTo(201);
        assertThat(propose(server).statusCode()).isEqualTo(201);
        assertThat(propose(server).statusCode()).isEqualTo(409);
    }
}
