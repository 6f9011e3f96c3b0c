package dev.sekisho.traffic.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.stream.StreamParser;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads whole conversations of the Java runtime's own TLS. */
class TlsConversationTest {
    private static final long SECOND = 1_000_000_000L;

    private final SSLContext context = TlsConversation.context();

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void makesExchangesOfContentAlone(String protocol) {
        TlsConversation conversation = TlsConversation.open(context, protocol)
                .request(300)
                .response(40_000)
                .request(20)
                .response(1000)
                .close();
        RecordedEvents events = read(conversation);

        assertThat(events.exchanges).hasSize(2);
        assertThat(events.exchanges.stream()
                        .mapToLong(exchange -> exchange.bytesUp())
                        .sum())
                .isEqualTo(conversation.contentBytes(true));
        assertThat(events.exchanges.stream()
                        .mapToLong(exchange -> exchange.bytesDown())
                        .sum())
                .isEqualTo(conversation.contentBytes(false));
        assertThat(events.losses.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void makesNoExchangeOfHandshakeTicketsAndClose(String protocol) {
        RecordedEvents events = read(TlsConversation.open(context, protocol).close());

        assertThat(events.exchanges).isEmpty();
    }

    @Test
    void readsCertificateAndChoiceOfTls12() {
        RecordedEvents events = read(TlsConversation.open(context, "TLSv1.2"));

        TlsFacts facts = events.facts.getLast();
        assertThat(facts.serverName()).isEqualTo(TlsConversation.NAME);
        assertThat(facts.negotiatedVersion()).isEqualTo(0x0303);
        assertThat(facts.chosenAlpn()).isEqualTo("http/1.1");
        assertThat(facts.ja3s()).matches("[0-9a-f]{32}");
        assertThat(facts.resumed()).isFalse();
        CertificateFacts certificate = facts.certificate();
        assertThat(certificate).isNotNull();
        assertThat(certificate.subject()).isEqualTo("CN=server.example,O=Example\\, Incorporated,C=JP");
        assertThat(certificate.issuer()).isEqualTo(certificate.subject());
        assertThat(certificate.subjectCommonName()).isEqualTo("server.example");
        assertThat(certificate.names()).containsExactly("server.example", "*.server.example", "192.0.2.7");
        assertThat(certificate.notBefore()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(certificate.notAfter()).isEqualTo(Instant.parse("2125-12-08T00:00:00Z"));
        assertThat(certificate.chainLength()).isEqualTo(1);
        assertThat(certificate.selfSigned()).isTrue();
        assertThat(certificate.sha256()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void tellsResumedConnections(String protocol) {
        RecordedEvents first =
                read(TlsConversation.open(context, protocol).request(10).response(10));
        RecordedEvents second =
                read(TlsConversation.open(context, protocol).request(10).response(10));

        assertThat(first.facts.getLast().resumed()).isFalse();
        assertThat(second.facts.getLast().resumed()).isTrue();
        assertThat(second.exchanges).hasSize(1);
    }

    @Test
    void readsOnAfterHelloRetryRequest() {
        TlsConversation conversation = TlsConversation.open(context, "TLSv1.3", "secp384r1")
                .request(100)
                .response(200)
                .close();
        RecordedEvents events = read(conversation);

        TlsFacts facts = events.facts.getLast();
        assertThat(facts.negotiatedVersion()).isEqualTo(0x0304);
        assertThat(facts.ja4()).isEqualTo(events.facts.getFirst().ja4());
        assertThat(events.exchanges).hasSize(1);
        assertThat(events.exchanges.getFirst().bytesUp()).isEqualTo(conversation.contentBytes(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void tellsTheSameHoweverTheBytesAreCut(String protocol) {
        List<TlsConversation.Chunk> chunks = TlsConversation.open(context, protocol)
                .request(300)
                .response(20_000)
                .close()
                .chunks();
        RecordedEvents whole = new RecordedEvents();
        feed(chunks, new TlsParser(whole), Integer.MAX_VALUE, new Random(1));
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int longest : new int[] {1, 2, 7, 100, 3000}) {
            RecordedEvents pieces = new RecordedEvents();
            feed(chunks, new TlsParser(pieces), longest, random);
            assertThat(pieces.everything())
                    .as("seed %d, pieces of at most %d", seed, longest)
                    .isEqualTo(whole.everything());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void goesOnAfterParkingInTheMiddleOfARecord(String protocol) {
        List<TlsConversation.Chunk> chunks = TlsConversation.open(context, protocol)
                .request(300)
                .response(2000)
                .request(100)
                .response(500)
                .chunks();
        RecordedEvents unparked = new RecordedEvents();
        RecordedEvents events = new RecordedEvents();
        StreamParser whole = new TlsParser(unparked);
        StreamParser parser = new TlsParser(events);
        int parked = 0;

        for (TlsConversation.Chunk chunk : chunks) {
            int half = chunk.bytes().length / 2;
            whole.data(chunk.fromClient(), chunk.bytes(), 0, chunk.bytes().length, SECOND);
            parser.data(chunk.fromClient(), chunk.bytes(), 0, half, SECOND);
            long state = parser.park();
            if (state != StreamParser.NOT_PARKABLE) {
                assertThat(state).isNotNegative();
                parser = TlsParser.restore(events, state);
                parked++;
            }
            parser.data(chunk.fromClient(), chunk.bytes(), half, chunk.bytes().length - half, SECOND);
        }
        whole.end(SECOND);
        parser.end(SECOND);

        assertThat(parked).isGreaterThanOrEqualTo(3);
        assertThat(total(events)).isEqualTo(total(unparked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void findsRecordsAgainAfterAGap(String protocol) {
        TlsConversation conversation = TlsConversation.open(context, protocol)
                .request(300)
                .response(3000)
                .request(40)
                .response(50);
        RecordedEvents events = new RecordedEvents();
        TlsParser parser = new TlsParser(events);
        int contents = 0;

        for (TlsConversation.Chunk chunk : conversation.chunks()) {
            boolean lost = chunk.isContent() && contents++ == 1;
            if (lost) {
                parser.gap(chunk.fromClient(), chunk.bytes().length, SECOND);
            } else {
                parser.data(chunk.fromClient(), chunk.bytes(), 0, chunk.bytes().length, SECOND);
            }
        }
        parser.end(SECOND);

        assertThat(events.exchanges).hasSize(2);
        assertThat(total(events)).isEqualTo(conversation.contentBytes(true) + conversation.contentBytes(false));
        assertThat(events.losses.isEmpty()).isTrue();
    }

    @Test
    void tellsTheNameOfAHelloWhoseEndIsLost() {
        byte[] hello =
                TlsConversation.open(context, "TLSv1.3").chunks().getFirst().bytes();
        RecordedEvents events = new RecordedEvents();
        TlsParser parser = new TlsParser(events);

        parser.data(true, hello, 0, hello.length - 20, SECOND);
        parser.gap(true, 20, SECOND);
        parser.end(SECOND);

        assertThat(events.facts).hasSize(1);
        assertThat(events.facts.getFirst().serverName()).isEqualTo(TlsConversation.NAME);
        assertThat(events.facts.getFirst().ja3()).isNull();
        assertThat(events.facts.getFirst().ja4()).isNull();
    }

    private static long total(RecordedEvents events) {
        return events.exchanges.stream()
                .mapToLong(exchange -> exchange.bytesUp() + exchange.bytesDown())
                .sum();
    }

    private static RecordedEvents read(TlsConversation conversation) {
        RecordedEvents events = new RecordedEvents();
        feed(conversation.chunks(), new TlsParser(events), Integer.MAX_VALUE, new Random(1));
        return events;
    }

    private static void feed(List<TlsConversation.Chunk> chunks, StreamParser parser, int longest, Random random) {
        long nanos = SECOND;
        for (TlsConversation.Chunk chunk : chunks) {
            nanos += SECOND / 100;
            int position = 0;
            while (position < chunk.bytes().length) {
                int length = Math.min(
                        longest == Integer.MAX_VALUE ? longest : 1 + random.nextInt(longest),
                        chunk.bytes().length - position);
                parser.data(chunk.fromClient(), chunk.bytes(), position, length, nanos);
                position += length;
            }
        }
        parser.end(nanos);
    }
}
