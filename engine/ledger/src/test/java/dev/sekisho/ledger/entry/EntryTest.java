package dev.sekisho.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.sample.SampleLog;
import dev.sekisho.ledger.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {
    private static final Instant TIME = Instant.parse("2026-03-01T09:00:00.000001Z");
    private static final Hash DIGEST = Hash.of(new byte[32]);

    @Test
    void hasTheBytesOfTheFormat() {
        Entry entry = new Entry(new UUID(1, 2), TIME, new UUID(3, 4), "a.b", Map.of("z", DIGEST, "c", DIGEST));

        assertThat(HexFormat.of().formatHex(entry.encode()))
                .isEqualTo("01" + "00000000000000010000000000000002" + "00064bf2b1f42401"
                        + "00000000000000030000000000000004" + "03612e62" + "02" + "0163" + "00".repeat(32) + "017a"
                        + "00".repeat(32));
        assertThat(Entry.parse(entry.encode())).isEqualTo(Parsed.value(entry));
    }

    @Test
    void holdsNoValue() {
        byte[] bytes = SampleLog.entry(0).encode();

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .contains("actor")
                .doesNotContain("018f-actor");
    }

    @Test
    void timesBefore1970AreRead() {
        Entry entry =
                new Entry(new UUID(1, 2), Instant.parse("1969-12-31T23:59:59.999999Z"), Entry.NO_UNIT, "a", Map.of());

        assertThat(Entry.parse(entry.encode())).isEqualTo(Parsed.value(entry));
    }

    @Test
    void everyCutIsNoticed() {
        byte[] bytes = SampleLog.entry(0).encode();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(Entry.parse(Arrays.copyOf(bytes, length))).isInstanceOf(Parsed.Fault.class);
        }
        assertThat(Entry.parse(Arrays.copyOf(bytes, bytes.length + 1)))
                .isEqualTo(Parsed.fault("the entry is not in its canonical form"));
    }

    @Test
    void fieldsOutOfOrderAreRefused() {
        byte[] bytes = new Entry(new UUID(1, 2), TIME, Entry.NO_UNIT, "a", Map.of("b", DIGEST, "c", DIGEST)).encode();
        int first = bytes.length - 2 * 34 + 1;
        bytes[first] = 'd';

        assertThat(Entry.parse(bytes)).isEqualTo(Parsed.fault("the entry is not in its canonical form"));
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] bytes = SampleLog.entry(0).encode();
        bytes[0] = 2;

        assertThat(Entry.parse(bytes))
                .isEqualTo(Parsed.fault("expected an entry of version 1, but its first byte is 2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "a..b", "a.", "-a", "a b", "ä"})
    void namesAreShortAndPlain(String name) {
        assertThatThrownBy(() -> new Entry(new UUID(1, 2), TIME, Entry.NO_UNIT, name, Map.of()))
                .hasMessage("expected a name such as incident.closed, at most 64 characters, but got \"" + name + "\"");
    }

    @Test
    void timesHaveMicroseconds() {
        assertThatThrownBy(() -> new Entry(new UUID(1, 2), TIME.plusNanos(1), Entry.NO_UNIT, "a", Map.of()))
                .hasMessage("the time of an entry has whole microseconds, but is 2026-03-01T09:00:00.000001001Z");
        assertThatThrownBy(() -> new Entry(new UUID(1, 2), Instant.MAX.minusNanos(999), Entry.NO_UNIT, "a", Map.of()))
                .hasMessageStartingWith("the time of an entry must fit 64 bits of microseconds");
    }

    @Test
    void anOpeningProvesEveryValue() {
        Entry entry = SampleLog.entry(0);
        Opening opening = Opening.of(entry, SampleLog.values(), SampleLog.salt(0));

        Opening read = Opening.parse(opening.encode()).orThrow();

        assertThat(read).isEqualTo(opening);
        assertThat(read.entry()).isEqualTo(Hash.ofEntry(entry.encode()));
        assertThat(read.fields().get("reason")).isNotNull();
        assertThat(entry.contradictions(read)).isEmpty();
    }

    @Test
    void anOpeningMayTellSomeFieldsAndKeepOthers() {
        Entry entry = SampleLog.entry(0);
        SortedMap<String, String> some = new TreeMap<>(Map.of("object", "incident 17"));

        Opening opening = Opening.of(entry, some, SampleLog.salt(0));

        assertThat(entry.contradictions(opening)).isEmpty();
        assertThat(opening.fields()).containsOnlyKeys("object");
    }

    @Test
    void anotherValueSaltOrFieldContradicts() {
        Entry entry = SampleLog.entry(0);
        SortedMap<String, String> values = SampleLog.values();
        values.put("object", "incident 18");
        values.put("witness", "nobody");

        assertThat(entry.contradictions(Opening.of(entry, values, SampleLog.salt(0))))
                .containsExactly("object", "witness");
        assertThat(entry.contradictions(Opening.of(entry, SampleLog.values(), SampleLog.salt(1))))
                .containsExactly("actor", "object", "reason");
    }

    @Test
    void equalValuesHaveDifferentDigests() {
        SortedMap<String, String> same = new TreeMap<>(Map.of("one", "value", "two", "value"));

        Entry first = Entry.seal(new UUID(1, 2), TIME, Entry.NO_UNIT, "a", same, SampleLog.salt(0));
        Entry second = Entry.seal(new UUID(1, 2), TIME, Entry.NO_UNIT, "a", same, SampleLog.salt(1));

        assertThat(first.fields().values())
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(second.fields().values());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sekisho/ledger-opening/v1\n",
                "sekisho/ledger-opening/v2\nentry HASH\n",
                "sekisho/ledger-opening/v1\nentry AAAA\n",
                "sekisho/ledger-opening/v1\nentry HASH\nfield a SALT\n",
                "sekisho/ledger-opening/v1\nentry HASH\nfield A SALT dg==\n",
                "sekisho/ledger-opening/v1\nentry HASH\nfield a AAAA dg==\n",
                "sekisho/ledger-opening/v1\nentry HASH\nfield a SALT /w==\n",
                "sekisho/ledger-opening/v1\nentry HASH\nfield a SALT dg==\nfield a SALT dg==\n"
            })
    void refusesWhatIsNoOpening(String text) {
        String bytes = text.replace("HASH", DIGEST.toString()).replace("SALT", DIGEST.toString());

        assertThat(Opening.parse(bytes.getBytes(StandardCharsets.US_ASCII))).isInstanceOf(Parsed.Fault.class);
    }
}
