package dev.sekisho.veil.station;

import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.Rejection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * The collection service: keeps records on its disk, acknowledges them, and hands them on. It has no key and reads nothing.
 */
public final class Collector implements Closeable {
    private final DurableQueue queue;
    private final Forwarder forwarder;
    private final Courier distributor;
    private final AtomicLong collected = new AtomicLong();
    private final AtomicLong handedOn = new AtomicLong();
    private volatile byte[] last = new byte[0];

    /**
     * A collector.
     *
     * @param directory where its queue lies
     * @param distributorPort the first transcryptor's port
     */
    public Collector(Path directory, SSLContext tls, int distributorPort) throws IOException {
        this.queue = DurableQueue.open(directory, "records");
        this.distributor = new Courier(tls, distributorPort, directory);
        this.forwarder = new Forwarder("collector", queue, this::handOn);
    }

    /** What it answers: {@code /records} takes a parcel of records. */
    public Map<String, StationServer.Route> routes() {
        return Map.of("/records", this::collect);
    }

    private StationServer.Reply collect(StationServer.Request request) throws IOException {
        List<byte[]> records = Parcel.unpack(request.body().toBytes()).orElse(List.of());
        if (records.isEmpty() || records.stream().anyMatch(each -> each.length < RecordHeader.BYTES)) {
            return StationServer.Reply.of(400, new byte[0]);
        }
        queue.append(records);
        last = records.getLast();
        collected.addAndGet(records.size());
        return StationServer.Reply.of(200, new byte[0]);
    }

    private long handOn(DurableQueue.Waiting waiting) throws IOException, InterruptedException {
        distributor.carryAll("/records", waiting.entries());
        handedOn.addAndGet(waiting.entries().size());
        return waiting.end();
    }

    /** How many records have been acknowledged since the start. */
    public long collected() {
        return collected.get();
    }

    /** How many the distribution service has taken or turned away since the start. */
    public long handedOn() {
        return handedOn.get();
    }

    /** How many the distribution service has turned away for a reason since the start. */
    public long rejected(Rejection reason) {
        return distributor.rejected(reason);
    }

    /** How many files have been put aside since the start, with what was refused for good. */
    public long putAside() {
        return distributor.putAside();
    }

    /** Everything it can see of the last record, in words. */
    public String view() {
        byte[] record = last;
        if (record.length < RecordHeader.BYTES) {
            return "nothing yet";
        }
        HexFormat hex = HexFormat.of();
        return "a record of " + record.length + " bytes; in the clear: "
                + hex.formatHex(Arrays.copyOf(record, RecordHeader.BYTES)) + " (schema, class, epoch, slot)\nsealed: "
                + hex.formatHex(Arrays.copyOfRange(record, RecordHeader.BYTES, Math.min(record.length, 48))) + " …";
    }

    @Override
    public void close() throws IOException {
        distributor.close();
        forwarder.close();
        queue.close();
    }
}
