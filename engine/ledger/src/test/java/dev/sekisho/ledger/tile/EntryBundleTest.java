package dev.sekisho.ledger.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.ledger.Parsed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryBundleTest {
    @Test
    void entriesStandBehindTheirLengths() {
        byte[] bytes = EntryBundle.encode(List.of(new byte[] {1, 2, 3}, new byte[0], new byte[] {4}));

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("0003010203" + "0000" + "000104");
    }

    @Test
    void readsWhatItWrote() {
        List<byte[]> entries = new ArrayList<>(Collections.nCopies(254, new byte[300]));
        entries.add(new byte[0]);
        entries.add(new byte[EntryBundle.MOST_ENTRY_BYTES]);

        EntryBundle bundle = EntryBundle.parse(EntryBundle.encode(entries)).orThrow();

        assertThat(bundle.size()).isEqualTo(256);
        for (int i = 0; i < 256; i++) {
            assertThat(bundle.entry(i)).isEqualTo(entries.get(i));
        }
    }

    @Test
    void anEmptyBundleHasNoEntries() {
        assertThat(EntryBundle.parse(new byte[0]).orThrow().size()).isZero();
    }

    @Test
    void refusesWhatGoesBeyondTheEndAndMoreThan256() {
        assertThat(EntryBundle.parse(HexFormat.of().parseHex("00010500020600")))
                .as("whole")
                .isInstanceOf(Parsed.Value.class);
        assertThat(EntryBundle.parse(HexFormat.of().parseHex("000105000206")))
                .isEqualTo(Parsed.fault("what follows entry 1 of the bundle is not an entry"));
        assertThat(EntryBundle.parse(HexFormat.of().parseHex("00010500")))
                .isEqualTo(Parsed.fault("what follows entry 1 of the bundle is not an entry"));
        assertThat(EntryBundle.parse(new byte[2 * 257]))
                .isEqualTo(Parsed.fault("what follows entry 256 of the bundle is not an entry"));
    }

    @Test
    void refusesAnEntryThatTwoBytesCannotCount() {
        assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
                .hasMessage("an entry has at most 65535 bytes, but this one has 65536");
    }
}
