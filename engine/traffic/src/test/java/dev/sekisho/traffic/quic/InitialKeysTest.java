package dev.sekisho.traffic.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class InitialKeysTest {
    private static final byte[] ID = HexFormat.of().parseHex("8394c8f03e515708");

    @Test
    void derivesTheKeysOfRfc9001AppendixA1() throws Exception {
        assertKeys(
                derive(QuicVersion.VERSION_1, true),
                "1f369613dd76d5467730efcbe3b1a22d",
                "fa044b2f42a3fd3b46fb255c",
                "9f50449e04a0e810283a1e9933adedd2");
        assertKeys(
                derive(QuicVersion.VERSION_1, false),
                "cf3a5331653c364c88f0f379b6067e37",
                "0ac1493ca1905853b0bba03e",
                "c206b8d9b9f0f37644430b490eeaa314");
    }

    @Test
    void derivesTheKeysOfRfc9369AppendixA1() throws Exception {
        assertKeys(
                derive(QuicVersion.VERSION_2, true),
                "8b1a0bc121284290a29e0971b5cd045d",
                "91f73e2351d8fa91660e909f",
                "45b95e15235d6f45a6b19cbcb0294ba9");
        assertKeys(
                derive(QuicVersion.VERSION_2, false),
                "82db637861d55e1d011f19ea71d5d2a7",
                "dd13c276499c0249d3310652",
                "edf6d05c83121201b436e16877593c3a");
    }

    private static InitialKeys derive(QuicVersion version, boolean ofClient) throws GeneralSecurityException {
        return InitialKeys.derive(version, ofClient, ID, 0, ID.length);
    }

    private static void assertKeys(InitialKeys keys, String key, String iv, String headerKey) {
        assertThat(HexFormat.of().formatHex(keys.key())).isEqualTo(key);
        assertThat(HexFormat.of().formatHex(keys.iv())).isEqualTo(iv);
        assertThat(HexFormat.of().formatHex(keys.headerKey())).isEqualTo(headerKey);
    }
}
