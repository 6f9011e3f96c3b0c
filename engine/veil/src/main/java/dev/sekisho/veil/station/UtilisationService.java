package dev.sekisho.veil.station;

import dev.sekisho.veil.access.DisplayLabel;
import dev.sekisho.veil.access.Mailbox;
import dev.sekisho.veil.access.SealedResult;
import dev.sekisho.veil.access.SignIn;
import dev.sekisho.veil.access.SignInDesk;
import dev.sekisho.veil.conversion.Reading;
import dev.sekisho.veil.conversion.RowBatch;
import dev.sekisho.veil.conversion.RowReader;
import dev.sekisho.veil.conversion.ServiceSecretKey;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.record.Checked;
import dev.sekisho.veil.record.NumberTable;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A utilisation service: decrypts its rows, keeps them by pseudonym, and lets the owner of a pseudonym fetch what was made of
 * them.
 */
public final class UtilisationService implements Closeable {
    private final String name;
    private final Directory directory;
    private final ByteString distributorKey;
    private final Map<Integer, RowReader> readers = new HashMap<>();
    private final SigningKey signingKey;
    private final SignInDesk desk;
    private final Function<List<Map<String, String>>, String> advice;
    private final RandomBytes random = RandomBytes.secure();
    private final DurableQueue journal;
    private final MailboxIndex mailboxes;
    private final Workers workers;
    private final Map<Element, TreeMap<Integer, Map<String, String>>> readings = new LinkedHashMap<>();
    private final Set<ByteString> seen = new HashSet<>();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private @Nullable Element lastPseudonym;

    /**
     * A service.
     *
     * @param home where its journal lies
     * @param distributorKey the last transcryptor's signing key
     * @param keys the service's secret keys by purpose
     * @param advice what it makes of a household's readings, given in the order of slots
     */
    public UtilisationService(
            Path home,
            String name,
            Directory directory,
            ByteString distributorKey,
            Map<String, ServiceSecretKey> keys,
            SigningKey signingKey,
            NumberTable numbers,
            Function<List<Map<String, String>>, String> advice,
            Clock clock)
            throws IOException {
        this.name = name;
        this.directory = directory;
        this.distributorKey = distributorKey;
        for (int schema : directory.schemas().keySet()) {
            readers.put(schema, new RowReader(directory, name, schema, keys, numbers));
        }
        this.signingKey = signingKey;
        this.advice = advice;
        this.desk = new SignInDesk(name, directory.service(name).pseudonymKey(), random, clock);
        this.mailboxes = new MailboxIndex(clock);
        this.workers = new Workers(name);
        // what it keeps is its own: nothing but the disk bounds it
        this.journal = DurableQueue.open(home, "readings", Long.MAX_VALUE);
        journal.forEach(this::remember);
    }

    /**
     * What it answers: {@code /batches} takes rows from the distribution service; {@code /nonce} and {@code /sign-in} let a
     * user in, whose answer is the advice for his pseudonym; {@code /result} gives the sealed result of a mailbox.
     */
    public Map<String, StationServer.Route> routes() {
        return Map.of(
                "/batches", this::takeBatch,
                "/nonce", request -> StationServer.Reply.of(200, desk.nonce().toBytes()),
                "/sign-in", this::signIn,
                "/result", this::result);
    }

    private StationServer.Reply takeBatch(StationServer.Request request) throws IOException {
        RowBatch batch =
                RowBatch.decode(request.body().toBytes(), distributorKey).orElse(null);
        RowReader reader = batch == null ? null : readers.get(batch.schema());
        if (batch == null
                || reader == null
                || !batch.service().equals(name)
                || batch.keyEpoch() != directory.keyEpoch()) {
            return StationServer.Reply.of(400, new byte[] {(byte) Rejection.SIGNATURE.code()});
        }
        List<Optional<Reading>> read = workers.map(batch.rows(), reader::read);
        boolean repeated = keep(read.stream()
                .flatMap(Optional::stream)
                .filter(each -> !each.isDummy())
                .map(each -> entry(each, batch.schema(), batch.slot()))
                .toList());
        // no more than that: which row it was would tell the sender whose it is
        return StationServer.Reply.of(200, new byte[] {(byte) (repeated ? Rejection.DUPLICATE.code() : 0)});
    }

    /** Keeps readings, each pseudonym and slot once; tells whether there were repeated ones. */
    private synchronized boolean keep(List<byte[]> read) throws IOException {
        Set<ByteString> marks = new HashSet<>();
        List<byte[]> entries = new ArrayList<>();
        for (byte[] entry : read) {
            if (!seen.contains(mark(entry)) && marks.add(mark(entry))) {
                entries.add(entry);
            }
        }
        // on the disk before anybody is told: what is only remembered could be lost and would then count as seen
        journal.append(entries);
        entries.forEach(this::remember);
        duplicates.addAndGet(read.size() - entries.size());
        return entries.size() < read.size();
    }

    private byte[] entry(Reading reading, int schema, int slot) {
        Octets out = new Octets()
                .element(reading.pseudonym())
                .i2(schema)
                .i4(directory.keyEpoch())
                .i4(slot)
                .i1(reading.values().size());
        reading.values().forEach((field, value) -> out.name(field).name(value.toString()));
        return out.toBytes();
    }

    /** What may occur once: pseudonym, schema, key epoch and slot. */
    private static ByteString mark(byte[] entry) {
        return ByteString.of(Arrays.copyOf(entry, Element.BYTES + 10));
    }

    private synchronized void remember(byte[] entry) {
        OctetReader in = new OctetReader(entry);
        Element pseudonym = in.element();
        in.i2();
        in.i4();
        int slot = in.i4();
        Map<String, String> values = new LinkedHashMap<>();
        int count = in.i1();
        for (int i = 0; i < count && !in.failed(); i++) {
            values.put(in.name(), in.name());
        }
        if (seen.add(mark(entry))) {
            readings.computeIfAbsent(pseudonym, newcomer -> {
                        mailboxes.add(newcomer);
                        return new TreeMap<>();
                    })
                    .put(slot, values);
            lastPseudonym = pseudonym;
            kept.incrementAndGet();
        }
    }

    private StationServer.Reply signIn(StationServer.Request request) {
        byte[] body = request.body().toBytes();
        if (body.length < SignIn.BINDING_BYTES) {
            return StationServer.Reply.of(400, new byte[0]);
        }
        ByteString nonce = ByteString.of(Arrays.copyOf(body, SignIn.BINDING_BYTES));
        Optional<SignIn> signIn = SignIn.decode(Arrays.copyOfRange(body, SignIn.BINDING_BYTES, body.length));
        if (signIn.isEmpty()) {
            return StationServer.Reply.of(400, new byte[] {(byte) Rejection.NOT_CANONICAL.code()});
        }
        return switch (desk.check(signIn.get(), nonce, request.exporter())) {
            case Checked.Accepted<Element>(Element pseudonym) ->
                StationServer.Reply.of(200, adviceFor(pseudonym).getBytes(StandardCharsets.UTF_8));
            case Checked.Rejected<Element>(Rejection reason) ->
                StationServer.Reply.of(403, new byte[] {(byte) reason.code()});
        };
    }

    private synchronized String adviceFor(Element pseudonym) {
        TreeMap<Integer, Map<String, String>> own = readings.getOrDefault(pseudonym, new TreeMap<>());
        return advice.apply(List.copyOf(own.values()));
    }

    /** The sealed result that waits in a mailbox: name (16) ‖ day (4), which must be today, yesterday or tomorrow (UTC). */
    private synchronized StationServer.Reply result(StationServer.Request request) {
        OctetReader in = new OctetReader(request.body().toBytes());
        ByteString mailbox = ByteString.of(in.raw(Mailbox.NAME_BYTES));
        int day = in.i4();
        if (!in.complete()) {
            return StationServer.Reply.of(400, new byte[0]);
        }
        Element pseudonym = mailboxes.owner(mailbox, day).orElse(null);
        if (pseudonym == null) {
            return StationServer.Reply.of(404, new byte[0]);
        }
        SealedResult sealed = SealedResult.seal(
                name,
                directory.service(name).pseudonymKey(),
                pseudonym,
                mailbox,
                adviceFor(pseudonym).getBytes(StandardCharsets.UTF_8),
                signingKey,
                random);
        return StationServer.Reply.of(200, sealed.encode());
    }

    /** Blocks a pseudonym. */
    public void revoke(Element pseudonym) {
        desk.revoke(pseudonym);
    }

    /** How many readings are kept. */
    public long kept() {
        return kept.get();
    }

    /** How many came a second time and had no effect. */
    public long duplicates() {
        return duplicates.get();
    }

    /** Everything it can see of the last reading, in words. */
    public synchronized String view() {
        Element pseudonym = lastPseudonym;
        if (pseudonym == null) {
            return "nothing yet";
        }
        TreeMap<Integer, Map<String, String>> own = readings.getOrDefault(pseudonym, new TreeMap<>());
        return DisplayLabel.of(pseudonym) + "  " + own.lastEntry().getValue();
    }

    /** Everything it can see of one pseudonym, in words: a line for each slot. */
    public synchronized String view(Element pseudonym) {
        StringBuilder view = new StringBuilder();
        readings.getOrDefault(pseudonym, new TreeMap<>())
                .forEach((slot, values) -> view.append(DisplayLabel.of(pseudonym))
                        .append("  slot ")
                        .append(slot)
                        .append("  ")
                        .append(values)
                        .append('\n'));
        return view.toString();
    }

    @Override
    public void close() throws IOException {
        workers.close();
        journal.close();
    }
}
