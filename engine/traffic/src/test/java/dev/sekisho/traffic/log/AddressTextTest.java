package dev.sekisho.traffic.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressTextTest {
    /** The examples of RFC 5952, section 4, and mapped addresses. */
    @Test
    void writesIpv6AsRfc5952Recommends() {
        assertThat(AddressText.canonical("2001:0db8::0001")).isEqualTo("2001:db8::1");
        assertThat(AddressText.canonical("2001:db8:0:0:0:0:2:1")).isEqualTo("2001:db8::2:1");
        assertThat(AddressText.canonical("2001:db8:0:1:1:1:1:1")).isEqualTo("2001:db8:0:1:1:1:1:1");
        assertThat(AddressText.canonical("2001:0:0:1:0:0:0:1")).isEqualTo("2001:0:0:1::1");
        assertThat(AddressText.canonical("2001:db8:0:0:1:0:0:1")).isEqualTo("2001:db8::1:0:0:1");
        assertThat(AddressText.canonical("2001:DB8::ABCD")).isEqualTo("2001:db8::abcd");
        assertThat(AddressText.canonical("::")).isEqualTo("::");
        assertThat(AddressText.canonical("1::")).isEqualTo("1::");
        assertThat(AddressText.canonical("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void takesNoNameForAnAddress() {
        assertThat(AddressText.canonical("192.0.2.1")).isEqualTo("192.0.2.1");
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
            assertThat(AddressText.canonical(text)).as(text).isNull();
        }
        assertThat(AddressText.canonical(null)).isNull();
    }
}
