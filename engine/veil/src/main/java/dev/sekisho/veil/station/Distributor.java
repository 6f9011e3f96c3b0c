package dev.sekisho.veil.station;

import dev.sekisho.veil.conversion.InputRow;
import dev.sekisho.veil.conversion.RowCheck;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.record.Checked;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.RecordIntake;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.record.ReplayMark;
import dev.sekisho.veil.record.ReplayWindow;
import dev.sekisho.veil.record.SensorRecord;
import dev.sekisho.veil.ristretto.RandomBytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final ReplayWindow seen = new ReplayWindow();
    private final RecordIntake intake;
    private final Workers workers;
    private final ConversionLine line;
    private final Map<String, RowCheck> checks = new ConcurrentHashMap<>();
    private final DurableQueue queue;
    private final ReplayJournal journal;
    private final @Nullable Courier next;
    private final @Nullable BatchDispatch dispatch;
    private final Forwarder forwarder;
    private final Map<Rejection, AtomicLong> rejections = new EnumMap<>(Rejection.class);
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong converted = new AtomicLong();

    /**
     * A distributor.
     *
     * @param home where its queues lie
     * @param nextPort the next transcryptor's port; null for the last one
     * @param servicePorts the services' ports, used by the last one
     * @param release when the last one sends a batch
     */
    public Distributor(
            Path home,
            SSLContext tls,
            Directory directory,
            TranscryptorSecrets secrets,
            SigningKey signingKey,
            SlotWindow slots,
            @Nullable Integer nextPort,
            Map<String, Integer> servicePorts,
            BatchRelease release)
            throws IOException {
        this.directory = directory;
        this.position = secrets.position();
        this.slots = slots;
        // a later transcryptor gets a record once for each service, and remembers rows instead
        this.intake = new RecordIntake(directory, position == 1 ? seen : new ReplayWindow());
        for (Rejection rejection : Rejection.values()) {
            rejections.put(rejection, new AtomicLong());
        }
        RandomBytes random = RandomBytes.secure();
        this.workers = new Workers("transcryptor-" + position);
        this.line = new ConversionLine(directory, secrets, intake, workers, random);
        this.queue = DurableQueue.open(home, "accepted");
        this.journal = new ReplayJournal(home, queue, seen, this::mark);
        this.next = nextPort == null ? null : new Courier(tls, nextPort, home);
        this.dispatch = nextPort == null
                ? new BatchDispatch(home, tls, directory, position, signingKey, slots, servicePorts, release, line)
                : null;
        this.forwarder = new Forwarder(
                "transcryptor-" + position, queue, entries -> journal.keep(entries, slots.first()), this::handOn);
    }

    /** By what an entry of the queue is known again. */
    private ReplayMark mark(byte[] entry) {
        return position == 1 ? intake.mark(entry) : rowMark(entry);
    }

    /** A proven row is known by the record and the service: made anew, it has other bytes. */
    private static ReplayMark rowMark(byte[] proven) {
        OctetReader in = new OctetReader(proven);
        String service = in.name();
        return rowMark(service, in.counted());
    }

    private static ReplayMark rowMark(String service, byte[] record) {
        byte[] digest = Digests.sha256(new Octets().name(service).raw(record).toBytes());
        OctetReader header = new OctetReader(record);
        header.raw(RecordHeader.BYTES - Integer.BYTES);
        return new ReplayMark(header.i4(), ByteString.of(digest));
    }

    /** What it answers: {@code /records} at the first transcryptor, {@code /rows} at a later one. */
    public Map<String, StationServer.Route> routes() {
        return position == 1 ? Map.of("/records", this::take) : Map.of("/rows", this::take);
    }

    /**
     * Takes a parcel; the answer has one byte for each message: 0, or the number of the rejection. One parcel at a time:
     * nobody must hear that a record was there before while it is not yet on the disk.
     */
    private synchronized StationServer.Reply take(StationServer.Request request) throws IOException {
        List<byte[]> messages = Parcel.unpack(request.body().toBytes()).orElse(null);
        if (messages == null) {
            return StationServer.Reply.of(400, new byte[] {(byte) Rejection.MALFORMED.code()});
        }
        seen.forgetBefore(slots.first());
        List<Optional<Rejection>> verdicts = workers.map(messages, this::verdict);
        byte[] answer = new byte[verdicts.size()];
        List<byte[]> good = new ArrayList<>();
        for (int i = 0; i < answer.length; i++) {
            Rejection rejection = verdicts.get(i).orElse(null);
            if (rejection == null) {
                good.add(messages.get(i));
            } else {
                answer[i] = (byte) rejection.code();
                count(rejection);
            }
        }
        keep(good);
        return StationServer.Reply.of(200, answer);
    }

    private void keep(List<byte[]> good) throws IOException {
        try {
            queue.append(good);
            accepted.addAndGet(good.size());
        } catch (IOException e) {
            // the sender comes again with them, and must not hear then that they are here
            good.forEach(each -> seen.takeBack(mark(each)));
            throw e;
        }
    }

    private void count(Rejection rejection) {
        AtomicLong counter = rejections.get(rejection);
        if (counter != null) {
            counter.incrementAndGet();
        }
    }

    private Optional<Rejection> verdict(byte[] message) {
        if (position > 1) {
            return rowVerdict(message);
        }
        // the stations hold no delegations, and without one there is no row: better said than taken and dropped
        boolean strict = message.length > 1 && (message[1] & RecordHeader.STRICT_BIT) != 0;
        return strict
                ? Optional.of(Rejection.POLICY)
                : intake.take(message, slots.first(), slots.last()).ifRejected();
    }

    private Optional<Rejection> rowVerdict(byte[] bytes) {
        ProvenRow proven = ProvenRow.decode(bytes).orElse(null);
        if (proven == null || !directory.services().containsKey(proven.service())) {
            return Optional.of(Rejection.MALFORMED);
        }
        Checked<SensorRecord> record = intake.check(proven.record().toBytes(), slots.first(), slots.last());
        if (!(record instanceof Checked.Accepted<SensorRecord>(SensorRecord honest))) {
            return record.ifRejected();
        }
        ReplayMark mark = rowMark(proven.service(), proven.record().toBytes());
        if (seen.hasSeen(mark)) {
            return Optional.of(Rejection.REPLAYED);
        }
        InputRow input = InputRow.of(honest, directory, proven.service()).orElse(null);
        if (input == null) {
            return Optional.of(Rejection.POLICY);
        }
        int schema = honest.header().schema();
        RowCheck check = checks.computeIfAbsent(
                schema + " " + proven.service(),
                name -> new RowCheck(directory, proven.service(), schema, position - 1));
        if (!check.holds(input, proven.row(), proven.proof())) {
            return Optional.of(Rejection.PROOF);
        }
        return seen.accept(mark) ? Optional.empty() : Optional.of(Rejection.REPLAYED);
    }

    /** Converts what was accepted, and hands it to whoever is next. */
    private long handOn(DurableQueue.Waiting waiting) throws IOException, InterruptedException {
        long delivered = waiting.end();
        Courier following = next;
        if (following != null) {
            following.carryAll("/rows", line.provenRows(waiting.entries()));
        } else if (dispatch != null) {
            delivered = dispatch.take(waiting);
        }
        converted.addAndGet(waiting.entries().size());
        return delivered;
    }

    /** How many messages have been accepted since the start. */
    public long accepted() {
        return accepted.get();
    }

    /** How many have been converted since the start, and handed on or put into a batch that waits to be released. */
    public long delivered() {
        return converted.get();
    }

    /** How many have been rejected for a reason since the start. */
    public long rejected(Rejection reason) {
        AtomicLong counter = rejections.get(reason);
        return counter == null ? 0 : counter.get();
    }

    /** How many messages have been put aside since the start, because the next station refused them for good. */
    public long putAside() {
        return (next == null ? 0 : next.putAside()) + (dispatch == null ? 0 : dispatch.putAside());
    }

    /** Everything it can see of the last record, in words. */
    public String view() {
        return line.view();
    }

    @Override
    public void close() throws IOException {
        if (next != null) {
            next.close();
        }
        forwarder.close();
        if (dispatch != null) {
            dispatch.close();
        }
        workers.close();
        journal.close();
        queue.close();
    }
}
