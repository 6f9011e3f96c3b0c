package dev.sekisho.veil.station;

import dev.sekisho.veil.conversion.BatchMaker;
import dev.sekisho.veil.conversion.RowBatch;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.ristretto.RandomBytes;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/**
 * The way from the last transcryptor to the services: rows wait for their batch, a batch that is due is signed and put into the
 * queue of its service, and each queue is emptied on its own, so that a service that is away holds up no other.
 *
 * <p>Used by one thread.
 */
final class BatchDispatch implements Closeable {
    private final Directory directory;
    private final int position;
    private final SigningKey signingKey;
    private final SlotWindow slots;
    private final ConversionLine line;
    private final BatchMaker maker = new BatchMaker(RandomBytes.secure());
    private final OpenBatches batches;
    private final Map<String, Outlet> outlets = new TreeMap<>();
    private long taken;

    BatchDispatch(
            Path home,
            SSLContext tls,
            Directory directory,
            int position,
            SigningKey signingKey,
            SlotWindow slots,
            Map<String, Integer> servicePorts,
            BatchRelease release,
            ConversionLine line)
            throws IOException {
        this.directory = directory;
        this.position = position;
        this.signingKey = signingKey;
        this.slots = slots;
        this.line = line;
        this.batches = new OpenBatches(release);
        for (Map.Entry<String, Integer> service : servicePorts.entrySet()) {
            outlets.put(service.getKey(), new Outlet(home, tls, service.getKey(), service.getValue()));
        }
    }

    /** Takes entries of the transcryptor's queue; the place up to which everything is in the services' queues. */
    long take(DurableQueue.Waiting waiting) throws IOException {
        if (waiting.end() > taken) {
            line.rows(waiting.entries(), outlets.keySet())
                    .forEach((key, rows) -> batches.add(key, rows, waiting.start(), slots.last(), System.nanoTime()));
            taken = waiting.end();
        }
        while (true) {
            Optional<OpenBatches.Due> due = batches.due(slots.last(), System.nanoTime());
            if (due.isEmpty()) {
                return batches.delivered(waiting.end());
            }
            send(due.get());
            batches.sent(due.get(), slots.last(), System.nanoTime());
        }
    }

    private void send(OpenBatches.Due due) throws IOException {
        OpenBatches.Key key = due.key();
        RowBatch batch = maker.make(directory, key.service(), key.schema(), key.slot(), position, due.rows());
        Outlet outlet = outlets.get(key.service());
        if (outlet != null) {
            outlet.queue.append(List.of(batch.encode(signingKey)));
        }
    }

    /** How many batches have been put aside since the start. */
    long putAside() {
        return outlets.values().stream()
                .mapToLong(outlet -> outlet.courier.putAside())
                .sum();
    }

    @Override
    public void close() throws IOException {
        for (Outlet outlet : outlets.values()) {
            outlet.close();
        }
    }

    /** The queue of one service. */
    private static final class Outlet implements Closeable {
        private final DurableQueue queue;
        private final Courier courier;
        private final Forwarder forwarder;

        Outlet(Path home, SSLContext tls, String service, int port) throws IOException {
            Path place = home.resolve("to-" + URLEncoder.encode(service, StandardCharsets.UTF_8));
            this.queue = DurableQueue.open(place, "batches");
            this.courier = new Courier(tls, port, place);
            this.forwarder = new Forwarder("to-" + service, queue, this::carry);
        }

        private long carry(DurableQueue.Waiting waiting) throws IOException, InterruptedException {
            for (byte[] batch : waiting.entries()) {
                courier.carry("/batches", batch);
            }
            return waiting.end();
        }

        @Override
        public void close() throws IOException {
            courier.close();
            forwarder.close();
            queue.close();
        }
    }
}
