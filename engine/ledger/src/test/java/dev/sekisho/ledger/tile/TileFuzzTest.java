package dev.sekisho.ledger.tile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.sample.SampleLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TileFuzzTest {
    static Stream<Arguments> seeds() {
        return Stream.of(
                        EntryBundle.encode(SampleLog.entries(3)),
                        "tile/0/x001/x234/067".getBytes(StandardCharsets.US_ASCII),
                        "tile/entries/273.p/112".getBytes(StandardCharsets.US_ASCII))
                .map(bytes -> Arguments.of((Object) bytes));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void whatIsReadIsWrittenTheSame(byte[] data) {
        EntryBundle readable = EntryBundle.readable(data);
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < readable.size(); i++) {
            entries.add(readable.entry(i));
        }
        byte[] encoded = EntryBundle.encode(entries);
        assertThat(Arrays.copyOf(data, encoded.length)).isEqualTo(encoded);
        assertThat(EntryBundle.parse(data) instanceof Parsed.Value).isEqualTo(readable.isWhole());
        String path = new String(data, StandardCharsets.ISO_8859_1);
        if (Tile.parse(path) instanceof Parsed.Value<Tile>(Tile tile)) {
            assertThat(tile.path()).isEqualTo(path);
        }
    }
}
