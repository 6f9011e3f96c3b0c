package dev.sekisho.veil.station;

import dev.sekisho.veil.conversion.BatchMaker;
import dev.sekisho.veil.conversion.ConvertedRow;
import dev.sekisho.veil.conversion.InputRow;
import dev.sekisho.veil.conversion.Row;
import dev.sekisho.veil.conversion.RowBatch;
import dev.sekisho.veil.conversion.RowCheck;
import dev.sekisho.veil.conversion.RowProver;
import dev.sekisho.veil.conversion.ServiceConversion;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.proof.ProofNonces;
import dev.sekisho.veil.record.Checked;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.RecordIntake;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.record.ReplayWindow;
import dev.sekisho.veil.record.SensorRecord;
import dev.sekisho.veil.ristretto.RandomBytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One transcryptor of the distribution service. The first takes records from the collection service; a later one takes proven
 * rows from the one before it; the last sends batches to the services.
 */
public final class Distributor implements Closeable {
    private final Directory directory;
    private final int position;
    private final SlotWindow slots;
    private final RecordIntake intake;
    private final Map<String, ServiceConversion> conversions = new ConcurrentHashMap<>();
    private final Map<String, RowProver> provers = new ConcurrentHashMap<>();
    private final Map<String, RowCheck> checks = new ConcurrentHashMap<>();
    private final TranscryptorSecrets secrets;
    private final SigningKey signingKey;
    private final RandomBytes random = RandomBytes.secure();
    private final DurableQueue queue;
    private final Forwarder forwarder;
    private final @Nullable Link next;
    private final Map<String, Link> services = new TreeMap<>();
    private final Map<Rejection, AtomicLong> rejections = new EnumMap<>(Rejection.class);
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private volatile String last = "nothing yet";

    /**
     * A distributor.
     *
     * @param home where its queue lies
     * @param nextPort the next transcryptor's port; null for the last one
     * @param servicePorts the services' ports, used by the last one
     */
    public Distributor(
            Path home,
            SSLContext tls,
            Directory directory,
            TranscryptorSecrets secrets,
            SigningKey signingKey,
            SlotWindow slots,
            @Nullable Integer nextPort,
            Map<String, Integer> servicePorts)
            throws IOException {
        this.directory = directory;
        this.position = secrets.position();
        this.secrets = secrets;
        this.signingKey = signingKey;
        this.slots = slots;
        this.intake = new RecordIntake(directory, new ReplayWindow());
        for (Rejection rejection : Rejection.values()) {
            rejections.put(rejection, new AtomicLong());
        }
        this.next = nextPort == null ? null : new Link(tls, nextPort);
        servicePorts.forEach((service, port) -> services.put(service, new Link(tls, port)));
        this.queue = DurableQueue.open(home, "accepted");
        for (byte[] entry : queue.all().entries()) {
            remember(entry);
        }
        this.forwarder = new Forwarder("transcryptor-" + position, queue, this::handOn);
    }

    /** Notes what was accepted before a restart, so that it is not accepted again. */
    private void remember(byte[] entry) {
        if (position == 1) {
            intake.take(entry, slots.first(), slots.last());
        }
    }

    /** What it answers: {@code /records} at the first transcryptor, {@code /rows} at a later one. */
    public Map<String, StationServer.Route> routes() {
        return position == 1 ? Map.of("/records", this::takeRecords) : Map.of("/rows", this::takeRows);
    }

    /** Takes a parcel; the answer has one byte for each message: 0, or the number of the rejection. */
    private StationServer.Reply takeRecords(StationServer.Request request) throws IOException {
        return take(
                request,
                bytes -> intake.take(bytes, slots.first(), slots.last()).ifRejected());
    }

    private StationServer.Reply takeRows(StationServer.Request request) throws IOException {
        return take(request, this::checkRow);
    }

    private StationServer.Reply take(StationServer.Request request, Check check) throws IOException {
        Optional<List<byte[]>> messages = Parcel.unpack(request.body().toBytes());
        if (messages.isEmpty()) {
            return StationServer.Reply.of(400, new byte[0]);
        }
        List<Optional<Rejection>> verdicts =
                messages.get().parallelStream().map(check::reject).toList();
        byte[] answer = new byte[verdicts.size()];
        List<byte[]> good = new ArrayList<>();
        for (int i = 0; i < answer.length; i++) {
            Rejection rejection = verdicts.get(i).orElse(null);
            if (rejection == null) {
                good.add(messages.get().get(i));
            } else {
                answer[i] = (byte) rejection.code();
                count(rejection);
            }
        }
        if (!good.isEmpty()) {
            queue.append(good);
            accepted.addAndGet(good.size());
        }
        return StationServer.Reply.of(200, answer);
    }

    private void count(Rejection rejection) {
        AtomicLong counter = rejections.get(rejection);
        if (counter != null) {
            counter.incrementAndGet();
        }
    }

    private Optional<Rejection> checkRow(byte[] bytes) {
        ProvenRow proven = ProvenRow.decode(bytes).orElse(null);
        if (proven == null || !directory.services().containsKey(proven.service())) {
            return Optional.of(Rejection.MALFORMED);
        }
        Checked<SensorRecord> record = intake.check(proven.record().toBytes(), slots.first(), slots.last());
        if (!(record instanceof Checked.Accepted<SensorRecord>(SensorRecord honest))) {
            return record.ifRejected();
        }
        InputRow input = InputRow.of(honest, directory, proven.service()).orElse(null);
        if (input == null) {
            return Optional.of(Rejection.POLICY);
        }
        RowCheck check = checks.computeIfAbsent(
                key(proven.service(), honest.header().schema()),
                name -> new RowCheck(
                        directory, proven.service(), honest.header().schema(), position - 1));
        return check.holds(input, proven.row(), proven.proof()) ? Optional.empty() : Optional.of(Rejection.PROOF);
    }

    private static String key(String service, int schema) {
        return schema + " " + service;
    }

    private ServiceConversion conversion(String service, int schema) {
        return conversions.computeIfAbsent(
                key(service, schema), name -> new ServiceConversion(secrets, directory, service, schema));
    }

    private RowProver prover(String service, int schema) {
        return provers.computeIfAbsent(
                key(service, schema), name -> new RowProver(conversion(service, schema), ProofNonces.hedged(random)));
    }

    /** Converts what was accepted, and hands it to whoever is next. */
    private void handOn(List<byte[]> entries) throws IOException {
        List<Accepted> known =
                entries.parallelStream().flatMap(entry -> read(entry).stream()).toList();
        for (String service : directory.services().keySet()) {
            Map<Batch, List<Work>> work = new TreeMap<>();
            for (Accepted entry : known) {
                work(entry, service)
                        .ifPresent(each -> work.computeIfAbsent(each.batch, b -> new ArrayList<>())
                                .add(each));
            }
            for (Map.Entry<Batch, List<Work>> batch : work.entrySet()) {
                handOn(service, batch.getKey(), batch.getValue());
            }
        }
        delivered.addAndGet(entries.size());
    }

    private void handOn(String service, Batch batch, List<Work> work) throws IOException {
        ServiceConversion conversion = conversion(service, batch.schema);
        int parts = Math.min(work.size(), Runtime.getRuntime().availableProcessors() * 2);
        List<List<Work>> cut = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            cut.add(work.subList(work.size() * i / parts, work.size() * (i + 1) / parts));
        }
        List<Converted> converted = cut.parallelStream()
                .map(part -> new Converted(
                        part,
                        conversion.convert(part.stream().map(each -> each.input).toList(), random)))
                .toList();
        List<Row> rows = converted.stream()
                .flatMap(part -> part.rows.stream())
                .map(ConvertedRow::row)
                .toList();
        last = "class " + work.getLast().policyClass + " of schema " + batch.schema + ", a row for \"" + service
                + "\": "
                + HexFormat.of()
                        .formatHex(rows.getLast().identity().randomness().encode()) + " …";
        Link following = next;
        if (following == null) {
            RowBatch made = new BatchMaker(random).make(directory, service, batch.schema, batch.slot, position, rows);
            Link link = services.get(service);
            if (link != null) {
                link.send("/batches", made.encode(signingKey));
            }
        } else {
            following.send("/rows", Parcel.pack(proven(service, batch, converted)));
        }
    }

    private List<byte[]> proven(String service, Batch batch, List<Converted> converted) {
        RowProver prover = prover(service, batch.schema);
        return converted.parallelStream()
                .flatMap(part -> {
                    List<byte[]> messages = new ArrayList<>();
                    for (int i = 0; i < part.rows.size(); i++) {
                        ConvertedRow row = part.rows.get(i);
                        messages.add(
                                new ProvenRow(service, part.work.get(i).record, row.row(), prover.prove(row)).encode());
                    }
                    return messages.stream();
                })
                .toList();
    }

    /** An entry of the own queue: it was checked before it came there. */
    private Optional<Accepted> read(byte[] entry) {
        if (position == 1) {
            return intake.parse(entry).map(record -> new Accepted(record, ByteString.of(entry), null));
        }
        return ProvenRow.decode(entry)
                .flatMap(proven -> intake.parse(proven.record().toBytes())
                        .map(record -> new Accepted(record, proven.record(), proven)));
    }

    private Optional<Work> work(Accepted entry, String service) {
        ProvenRow proven = entry.proven;
        Optional<InputRow> input;
        if (proven == null) {
            input = InputRow.of(entry.record, directory, service);
        } else {
            input = proven.service().equals(service) ? Optional.of(InputRow.of(proven.row())) : Optional.empty();
        }
        return input.map(
                row -> new Work(Batch.of(entry.record), entry.record.header().policyClass(), entry.bytes, row));
    }

    /** How many messages have been accepted since the start. */
    public long accepted() {
        return accepted.get();
    }

    /** How many have been handed on since the start. */
    public long delivered() {
        return delivered.get();
    }

    /** How many have been rejected for a reason since the start. */
    public long rejected(Rejection reason) {
        AtomicLong counter = rejections.get(reason);
        return counter == null ? 0 : counter.get();
    }

    /** Everything it can see of the last record, in words. */
    public String view() {
        return last;
    }

    @Override
    public void close() throws IOException {
        forwarder.close();
        if (next != null) {
            next.close();
        }
        for (Link link : services.values()) {
            link.close();
        }
        queue.close();
    }

    /** Finds what is wrong with a message. */
    @FunctionalInterface
    private interface Check {
        Optional<Rejection> reject(byte[] message);
    }

    /** Which batch a row belongs to. */
    private record Batch(int schema, int slot) implements Comparable<Batch> {
        static Batch of(SensorRecord record) {
            RecordHeader header = record.header();
            return new Batch(header.schema(), header.slot());
        }

        @Override
        public int compareTo(Batch other) {
            return schema == other.schema ? Integer.compare(slot, other.slot) : Integer.compare(schema, other.schema);
        }
    }

    /** An entry of the queue: a record, and at a later transcryptor the row that it came with. */
    private record Accepted(
            SensorRecord record, ByteString bytes, @Nullable ProvenRow proven) {}

    /** One row to convert. */
    private record Work(Batch batch, int policyClass, ByteString record, InputRow input) {}

    /** Rows that have been converted. */
    private record Converted(List<Work> work, List<ConvertedRow> rows) {}
}
