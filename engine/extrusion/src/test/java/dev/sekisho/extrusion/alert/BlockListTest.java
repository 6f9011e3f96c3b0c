package dev.sekisho.extrusion.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockListTest {
    private static BlockList of(String... servers) {
        return new BlockList(java.util.Arrays.stream(servers)
                .map(server -> AlertExamples.rogue("10.0.0.1", server, "192.0.2.1", 443))
                .toList());
    }

    @Test
    void sortsAndLeavesOutDoubles() {
        assertThat(of("b.example", "192.0.2.9", "a.example", "b.example").toPlainText())
                .isEqualTo("# Servers to block, one a line\na.example\nb.example\n192.0.2.9\n");
    }

    @Test
    void takesNothingThatIsNeitherNameNorAddress() {
        BlockList list = of("evil.example\nhttp_access allow all", "a b", "*.example", "", "x".repeat(64) + ".example");

        assertThat(list.toPlainText()).isEqualTo("# Servers to block, one a line\n");
        assertThat(list.toSquid()).doesNotContain("http_access deny", "allow");
        assertThat(list.toResponsePolicyZone(Instant.EPOCH)).doesNotContain("CNAME");
    }

    @Test
    void writesAccessRulesForSquid() {
        assertThat(of("c2.example", "192.0.2.9").toSquid()).isEqualTo("""
                        # Include this file in squid.conf before other http_access lines
                        acl sekisho_names dstdomain -n c2.example
                        acl sekisho_addresses dst 192.0.2.9
                        http_access deny sekisho_names
                        http_access deny sekisho_addresses
                        """);
    }

    @Test
    void writesAResponsePolicyZone() {
        assertThat(of("c2.example", "192.0.2.9", "2001:db8::2:1")
                        .toResponsePolicyZone(Instant.ofEpochSecond(1_800_000_000)))
                .isEqualTo("""
                        $TTL 300
                        @ IN SOA localhost. hostmaster.localhost. 1800000000 3600 600 86400 300
                        @ IN NS localhost.
                        c2.example CNAME .
                        32.9.2.0.192.rpz-ip CNAME .
                        128.1.2.zz.db8.2001.rpz-ip CNAME .
                        """);
    }

    @Test
    void isEmptyForNoAlerts() {
        assertThat(new BlockList(List.of()).toSquid())
                .isEqualTo("# Include this file in squid.conf before other http_access lines\n");
    }
}
