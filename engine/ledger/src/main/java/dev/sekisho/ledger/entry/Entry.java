package dev.sekisho.ledger.entry;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Something that happened: what kind of thing, when, in which unit, and digests of everything else.
 *
 * <p>Its bytes have one form (version 1, integers big-endian): version (1) ‖ id (16) ‖ microseconds since 1970 (8) ‖ unit
 * (16, zeros for none) ‖ length of kind (1) ‖ kind ‖ number of fields (1) ‖ for each field, in ascending order of names:
 * length of name (1) ‖ name ‖ digest (32).
 *
 * @param id names it among all entries, so that it is recognised if it is recorded again
 * @param time when it happened, to the microsecond
 * @param unit the organisational unit that it belongs to; {@link #NO_UNIT} for none
 * @param kind what happened, for example {@code incident.closed}; says nothing about a person
 * @param fields digests of the values, by the names of their fields in ascending order
 */
public record Entry(UUID id, Instant time, UUID unit, String kind, Map<String, Hash> fields) {
    /** The unit of what belongs to none. */
    public static final UUID NO_UNIT = new UUID(0, 0);

    /** The most fields of an entry. */
    public static final int MOST_FIELDS = 64;

    private static final byte VERSION = 1;
    private static final long MICROSECONDS = 1_000_000;
    private static final int NANOSECONDS = 1_000;

    public Entry {
        FieldName.check(kind);
        if (!time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
            throw new IllegalArgumentException("the time of an entry has whole microseconds, but is " + time);
        }
        microseconds(time);
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("an entry has at most 64 fields, but this one has " + fields.size());
        }
        TreeMap<String, Hash> sorted = new TreeMap<>(fields);
        sorted.keySet().forEach(FieldName::check);
        fields = Collections.unmodifiableMap(sorted);
    }

    /**
     * The entry that says this, with the values replaced by their digests.
     *
     * @param values texts by the names of their fields
     */
    public static Entry seal(
            UUID id, Instant time, UUID unit, String kind, SortedMap<String, String> values, EntrySalt salt) {
        Map<String, Hash> digests = new LinkedHashMap<>();
        values.forEach((name, value) -> digests.put(
                name,
                EntrySalt.digest(salt.ofField(name), FieldName.check(name), value.getBytes(StandardCharsets.UTF_8))));
        return new Entry(id, time.truncatedTo(ChronoUnit.MICROS), unit, kind, digests);
    }

    /** The bytes that go into the log. */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(1 + 16 + Long.BYTES + 16)
                .put(VERSION)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(microseconds(time))
                .putLong(unit.getMostSignificantBits())
                .putLong(unit.getLeastSignificantBits());
        out.writeBytes(head.array());
        writeName(out, kind);
        out.write(fields.size());
        fields.forEach((name, digest) -> {
            writeName(out, name);
            out.writeBytes(digest.toBytes());
        });
        return out.toByteArray();
    }

    private static void writeName(ByteArrayOutputStream out, String name) {
        out.write(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    }

    private static long microseconds(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROSECONDS), time.getNano() / NANOSECONDS);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the time of an entry must fit 64 bits of microseconds, but is " + time, e);
        }
    }

    /** Reads the bytes of an entry. */
    public static Parsed<Entry> parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            if (version != VERSION) {
                return Parsed.fault("expected an entry of version 1, but its first byte is " + (version & 0xff));
            }
            UUID id = new UUID(in.getLong(), in.getLong());
            long microseconds = in.getLong();
            Instant time = Instant.ofEpochSecond(
                    Math.floorDiv(microseconds, MICROSECONDS), Math.floorMod(microseconds, MICROSECONDS) * NANOSECONDS);
            UUID unit = new UUID(in.getLong(), in.getLong());
            String kind = readName(in);
            int count = in.get() & 0xff;
            Map<String, Hash> fields = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                String name = readName(in);
                byte[] digest = new byte[Hash.BYTES];
                in.get(digest);
                fields.put(name, Hash.of(digest));
            }
            Entry entry = new Entry(id, time, unit, kind, fields);
            // Fields out of order or twice, or bytes behind the end, would be a second form of the same entry.
            return Arrays.equals(entry.encode(), bytes)
                    ? Parsed.value(entry)
                    : Parsed.fault("the entry is not in its canonical form");
        } catch (BufferUnderflowException e) {
            return Parsed.fault("the entry ends too early, after " + bytes.length + " bytes");
        } catch (IllegalArgumentException | DateTimeException e) {
            return Parsed.fault("the entry holds what no entry may hold: " + e.getMessage());
        }
    }

    private static String readName(ByteBuffer in) {
        byte[] name = new byte[in.get() & 0xff];
        in.get(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** The names of fields whose values an opening tells wrongly; empty if all that it tells fits. */
    public List<String> contradictions(Opening opening) {
        List<String> wrong = new ArrayList<>();
        opening.fields().forEach((name, field) -> {
            if (!Objects.equals(fields.get(name), field.digest(name))) {
                wrong.add(name);
            }
        });
        return wrong;
    }
}
