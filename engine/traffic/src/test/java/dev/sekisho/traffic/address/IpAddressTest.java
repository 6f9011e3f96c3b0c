package dev.sekisho.traffic.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IpAddressTest {
    /** The examples of RFC 5952, section 4, and mapped addresses. */
    @Test
    void writesIpv6AsRfc5952Recommends() {
        assertThat(IpAddress.canonical("2001:0db8::0001")).isEqualTo("2001:db8::1");
        assertThat(IpAddress.canonical("2001:db8:0:0:0:0:2:1")).isEqualTo("2001:db8::2:1");
        assertThat(IpAddress.canonical("2001:db8:0:1:1:1:1:1")).isEqualTo("2001:db8:0:1:1:1:1:1");
        assertThat(IpAddress.canonical("2001:0:0:1:0:0:0:1")).isEqualTo("2001:0:0:1::1");
        assertThat(IpAddress.canonical("2001:db8:0:0:1:0:0:1")).isEqualTo("2001:db8::1:0:0:1");
        assertThat(IpAddress.canonical("2001:DB8::ABCD")).isEqualTo("2001:db8::abcd");
        assertThat(IpAddress.canonical("::")).isEqualTo("::");
        assertThat(IpAddress.canonical("1::")).isEqualTo("1::");
        assertThat(IpAddress.canonical("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void takesNoNameForAnAddress() {
        assertThat(IpAddress.canonical("192.0.2.1")).isEqualTo("192.0.2.1");
        for (String text : new String[] {
            "",
            "example.com",
            "dead.beef",
            "192.0.2",
            "192.0.2.256",
            "192.0.2.1.5",
            "192.0.02.1",
            "1:2",
            ":::",
            "a",
            "-"
        }) {
            assertThat(IpAddress.canonical(text)).as(text).isNull();
        }
        assertThat(IpAddress.canonical(null)).isNull();
    }
}
