package dev.sekisho.traffic.wire;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Reads batches of {@link SessionEventWriter}, also those that somebody has made up. Stateless. */
public final class SessionEventReader {
    private static final Protocol[] PROTOCOLS = Protocol.values();
    private static final Transport[] TRANSPORTS = Transport.values();
    private static final BodyType[] BODY_TYPES = BodyType.values();
    private static final Connection.Ending[] ENDINGS = Connection.Ending.values();
    private static final int LARGEST_PORT = 65_535;
    private static final SessionSink NOBODY = new SessionSink() {};

    private SessionEventReader() {}

    /** What is wrong with a batch, in words; null if it can be read to its end. */
    public static @Nullable String fault(byte[] batch) {
        return replay(batch, NOBODY);
    }

    /**
     * Tells {@code sink} the events of a batch in their order.
     *
     * @return null if all were told, else what is wrong; the events before it have been told
     */
    public static @Nullable String replay(byte[] batch, SessionSink sink) {
        try {
            byte[] events = unpack(batch);
            new Replay(new WireInput(events, events.length), sink).run();
            return null;
        } catch (WireInput.Fault e) {
            return e.getMessage();
        }
    }

    private static byte[] unpack(byte[] batch) {
        if (batch.length < SessionEventWriter.HEADER || batch[0] != SessionEventWriter.FORMAT) {
            throw new WireInput.Fault("expected a batch of session events in form " + SessionEventWriter.FORMAT);
        }
        int length = 0;
        for (int i = 1; i < SessionEventWriter.HEADER; i++) {
            length = (length << 8) | (batch[i] & 0xff);
        }
        if (length < 1 || length > SessionEventWriter.LARGEST_BATCH) {
            throw new WireInput.Fault("a batch has 1 to " + SessionEventWriter.LARGEST_BATCH
                    + " bytes when it is unpacked, but this says " + length);
        }
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(batch, SessionEventWriter.HEADER, batch.length - SessionEventWriter.HEADER);
            byte[] events = new byte[length];
            if (inflater.inflate(events) != length || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw new WireInput.Fault("the batch does not have the length that it says");
            }
            return events;
        } catch (DataFormatException e) {
            throw new WireInput.Fault("the batch cannot be unpacked: " + e.getMessage());
        }
    }

    private record Replay(WireInput in, SessionSink sink, List<SessionKey> keys) {
        Replay(WireInput in, SessionSink sink) {
            this(in, sink, new ArrayList<>());
        }

        void run() {
            while (in.hasMore()) {
                switch (in.oneByte()) {
                    case SessionEventWriter.EXCHANGE -> sink.exchange(in.number(), key(), exchange());
                    case SessionEventWriter.RECOGNISED -> sink.recognised(in.number(), key(), facts());
                    case SessionEventWriter.CONNECTION -> sink.connection(in.number(), key(), connection());
                    case SessionEventWriter.CLOSED -> sink.closed(session());
                    case SessionEventWriter.RESOLVED -> sink.resolved(in.text(), in.text(), in.text(), in.time());
                    default -> throw in.fault("a kind of event");
                }
            }
        }

        private SessionKey key() {
            int number = in.number(keys.size());
            if (number > 0) {
                return keys.get(number - 1);
            }
            SessionKey key = new SessionKey(in.text(), in.text(), in.text(), in.number(LARGEST_PORT));
            keys.add(key);
            return key;
        }

        /** A count or a number of bytes. */
        private long amount() {
            long amount = in.number();
            if (amount < 0) {
                throw in.fault("a number that is not below 0");
            }
            return amount;
        }

        private int count() {
            return in.number(Integer.MAX_VALUE);
        }

        private double entropy() {
            double entropy = in.fraction();
            if (!(entropy >= 0 && entropy <= 8)) {
                throw in.fault("an entropy from 0 to 8");
            }
            return entropy;
        }

        private Exchange exchange() {
            return new Exchange(
                    in.time(), in.maybeTime(), in.time(), amount(), amount(), in.flag() ? request() : null, response());
        }

        private HttpRequest request() {
            return new HttpRequest(
                    in.text(),
                    in.text(),
                    in.text(),
                    in.maybeText(),
                    in.maybeText(),
                    in.maybeText(),
                    in.maybeText(),
                    in.texts(),
                    in.flag(),
                    in.flag(),
                    in.maybeText(),
                    in.maybeText(),
                    amount(),
                    entropy(),
                    in.choice(BODY_TYPES));
        }

        private @Nullable HttpResponse response() {
            if (!in.flag()) {
                return null;
            }
            return new HttpResponse(
                    count(),
                    in.text(),
                    in.maybeText(),
                    in.maybeText(),
                    in.maybeText(),
                    in.maybeText(),
                    in.texts(),
                    in.flag(),
                    in.flag(),
                    amount(),
                    entropy(),
                    in.choice(BODY_TYPES));
        }

        private ProtocolFacts facts() {
            return new ProtocolFacts(in.time(), in.choice(TRANSPORTS), in.choice(PROTOCOLS), tls());
        }

        private @Nullable TlsFacts tls() {
            if (!in.flag()) {
                return null;
            }
            return new TlsFacts(
                    in.maybeText(),
                    in.texts(),
                    count(),
                    in.maybeText(),
                    in.maybeText(),
                    count(),
                    count(),
                    in.maybeText(),
                    in.maybeText(),
                    in.flag(),
                    certificate(),
                    in.flag());
        }

        private @Nullable CertificateFacts certificate() {
            if (!in.flag()) {
                return null;
            }
            return new CertificateFacts(
                    in.text(),
                    in.text(),
                    in.maybeText(),
                    in.texts(),
                    in.time(),
                    in.time(),
                    count(),
                    in.flag(),
                    in.text());
        }

        private Connection connection() {
            return new Connection(
                    in.choice(TRANSPORTS),
                    in.choice(PROTOCOLS),
                    in.time(),
                    in.time(),
                    in.number(LARGEST_PORT),
                    in.number(LARGEST_PORT),
                    amount(),
                    amount(),
                    amount(),
                    amount(),
                    count(),
                    in.flag(),
                    in.flag(),
                    in.choice(ENDINGS),
                    tls(),
                    opening(),
                    opening());
        }

        private Opening opening() {
            byte[] bytes = in.block(Connection.OPENING_BYTES);
            return Opening.of(bytes, 0, bytes.length);
        }

        private CommunicationSession session() {
            return new CommunicationSession(
                    in.number(),
                    key(),
                    in.choice(PROTOCOLS),
                    in.time(),
                    in.time(),
                    count(),
                    count(),
                    amount(),
                    amount(),
                    in.maybeText(),
                    in.maybeText(),
                    in.maybeText(),
                    in.maybeText(),
                    in.maybeText());
        }
    }
}
