package dev.sekisho.extrusion.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.alert.AlertExamples;
import dev.sekisho.extrusion.application.ApplicationCatalogue;
import dev.sekisho.extrusion.application.ApplicationRecogniser;
import dev.sekisho.extrusion.application.ApplicationUse;
import dev.sekisho.extrusion.application.ApplicationWatcher;
import dev.sekisho.extrusion.application.ConnectionExamples;
import dev.sekisho.traffic.SessionKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final ApplicationCatalogue CATALOGUE = ApplicationCatalogue.shipped();

    private static Policy policy(String yaml) {
        return new PolicyFile(CATALOGUE).read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    /** A client's connection of 1,000 bytes out and 5,000 in at 12:00 UTC to a server of that name. */
    private static ApplicationUse use(String client, String server) {
        ApplicationWatcher watcher = new ApplicationWatcher(new ApplicationRecogniser(CATALOGUE));
        watcher.connection(
                1,
                new SessionKey(client, server, "192.0.2.7", 443),
                ConnectionExamples.tls(443, ConnectionExamples.hello(server, null)));
        return watcher.uses().getFirst();
    }

    @Test
    void shippedPolicyProhibitsAndAsksForApproval() {
        Policy shipped = new PolicyFile(CATALOGUE).shipped();

        assertThat(shipped.decide(use("10.0.0.1", "anydesk.com")))
                .isEqualTo(new Policy.Ruling(
                        Decision.PROHIBITED,
                        "remote control is prohibited: lets outsiders work on a machine inside",
                        null));
        assertThat(shipped.decide(use("10.0.0.1", "dropbox.com")))
                .isEqualTo(new Policy.Ruling(Decision.CONDITIONAL, "this client has not been approved for it", null));
    }

    @Test
    void unitsDecideBeforeTheGroupAndApplicationsBeforeCategories() {
        Policy policy = policy("""
                version: 1
                rules:
                  - {category: storage, decision: prohibited}
                units:
                  - name: Research
                    networks: [10.2.0.0/16]
                    rules:
                      - {category: storage, decision: prohibited}
                      - {application: dropbox, decision: allowed, reason: shared with partners}
                  - name: Laboratory
                    within: Research
                    networks: [10.2.7.0/24]
                    rules:
                      - {application: box, decision: allowed}
                """);

        assertThat(policy.decide(use("10.1.0.1", "dropbox.com")).violation())
                .isEqualTo("file storage and transfer is prohibited");
        assertThat(policy.decide(use("10.2.0.1", "dropbox.com")))
                .isEqualTo(new Policy.Ruling(Decision.ALLOWED, null, "Research"));
        assertThat(policy.decide(use("10.2.7.1", "dropbox.com")).unit()).isEqualTo("Research");
        assertThat(policy.decide(use("10.2.7.1", "box.com")).unit()).isEqualTo("Laboratory");
        assertThat(policy.decide(use("10.2.0.1", "box.com")).decision()).isEqualTo(Decision.PROHIBITED);
    }

    @Test
    void allConditionsMustHold() {
        String rule = """
                version: 1
                rules:
                  - category: storage
                    decision: conditional
                    conditions: {clients: [10.0.0.0/8], upload-at-most: %s, hours: "%s", zone: Asia/Tokyo}
                """;

        assertThat(policy(rule.formatted("1 kB", "20:00-22:00"))
                        .decide(use("10.0.0.1", "box.com"))
                        .violation())
                .isNull();
        assertThat(policy(rule.formatted("999 B", "20:00-22:00"))
                        .decide(use("10.0.0.1", "box.com"))
                        .violation())
                .isEqualTo("1,000 bytes were sent out, more than the 999 that are allowed");
        assertThat(policy(rule.formatted("1 kB", "08:00-19:00"))
                        .decide(use("10.0.0.1", "box.com"))
                        .violation())
                .isEqualTo("it was used outside the hours from 08:00 to 19:00 (Asia/Tokyo)");
        assertThat(policy(rule.formatted("1 kB", "20:00-22:00"))
                        .decide(use("192.0.2.1", "box.com"))
                        .violation())
                .isEqualTo("this client has not been approved for it");
    }

    @Test
    void exceptionsWithWildcardIncludeTheBareDomainAndEnd() {
        Policy policy = policy("""
                version: 1
                exceptions:
                  - {server: "*.example.com", owner: Network operations, reason: own monitoring, expires: 2026-04-30}
                """);
        Instant inTime = Instant.parse("2026-04-30T23:59:59Z");

        assertThat(policy.exceptionFor(rogue("a.b.example.com"), null, inTime)).isNotNull();
        assertThat(policy.exceptionFor(rogue("example.com"), null, inTime)).isNotNull();
        assertThat(policy.exceptionFor(rogue("notexample.com"), null, inTime)).isNull();
        assertThat(policy.exceptionFor(rogue("example.com"), null, inTime.plusSeconds(1)))
                .isNull();
    }

    @Test
    void exceptionsCanBeNarrow() {
        Policy policy = policy("""
                version: 1
                exceptions:
                  - server: c2.example
                    client: 10.5.0.0/16
                    kind: prohibited
                    owner: Network operations
                    reason: trial
                    expires: 2026-12-31
                """);

        assertThat(policy.exceptionFor(rogue("c2.example"), null, Instant.EPOCH))
                .isNull();
    }

    @Test
    void saysWhereTheFileIsWrong() {
        assertThatThrownBy(() -> policy("version: 1\nrules:\n  - {category: games, decision: prohibited}"))
                .hasMessageStartingWith("policy, rules 1: expected a category out of ");
        assertThatThrownBy(() -> policy("version: 1\nrules:\n  - {application: nosuch, decision: prohibited}"))
                .hasMessage("policy, rules 1: no application is called \"nosuch\"");
        assertThatThrownBy(() -> policy("version: 1\nrule: []"))
                .hasMessage("policy: unknown setting \"rule\"; known are default, exceptions, rules, units, version");
        assertThatThrownBy(() -> policy("version: 2")).hasMessage("policy: version must be 1, but is 2");
        assertThatThrownBy(() ->
                        policy("version: 1\nexceptions:\n  - {server: a.example, reason: x, expires: 2026-01-01}"))
                .hasMessage("policy, exceptions 1: \"owner\" is missing");
        assertThatThrownBy(
                        () -> policy(
                                "version: 1\nexceptions:\n  - {server: 'a*.example', owner: o, reason: x, expires: 2026-01-01}"))
                .hasMessage("policy, exceptions 1: a wildcard stands only for whole labels at the front, as in "
                        + "*.example.com, but the server is \"a*.example\"");
        assertThatThrownBy(() -> policy("version: 1\nunits:\n  - {name: A, within: B}\n  - {name: B, within: A}"))
                .hasMessageMatching("policy: unit \"[AB]\" lies within itself");
        assertThatThrownBy(() -> policy("[")).hasMessageStartingWith("the policy is no valid YAML: ");
    }

    private static Alert rogue(String server) {
        return AlertExamples.rogue("10.1.2.3", server, "192.0.2.66", 443);
    }
}
