package dev.sekisho.traffic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.stream.StreamParser;
import java.util.function.Function;

/** Plays both sides of a connection into a parser; every call is one packet, a second after the one before. */
final class Conversation {
    static final long SECOND = 1_000_000_000L;

    final RecordingEvents events = new RecordingEvents();
    final StreamParser parser;
    private long nanos;

    Conversation() {
        parser = new HttpParser(events);
    }

    Conversation(Function<RecordingEvents, StreamParser> maker) {
        parser = maker.apply(events);
    }

    Conversation client(String latin1) {
        return send(true, latin1.getBytes(ISO_8859_1));
    }

    Conversation server(String latin1) {
        return send(false, latin1.getBytes(ISO_8859_1));
    }

    Conversation send(boolean fromClient, byte[] bytes) {
        nanos += SECOND;
        parser.data(fromClient, bytes, 0, bytes.length, nanos);
        return this;
    }

    Conversation clientLost(long length) {
        nanos += SECOND;
        parser.gap(true, length, nanos);
        return this;
    }

    Conversation serverLost(long length) {
        nanos += SECOND;
        parser.gap(false, length, nanos);
        return this;
    }

    RecordingEvents end() {
        parser.end(nanos + SECOND);
        return events;
    }

    /** Ends the conversation, which must have had exactly one exchange, and returns that. */
    Exchange onlyExchange() {
        end();
        if (events.exchanges.size() != 1) {
            throw new AssertionError("expected one exchange, but got " + events.exchanges);
        }
        return events.exchanges.getFirst();
    }
}
