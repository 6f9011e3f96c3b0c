package dev.sekisho.extrusion.application;

import dev.sekisho.traffic.SessionKey;
import java.time.Instant;

/**
 * The use of one application by one client with one server, as far as it was seen. Mutable; owned by its
 * {@link ApplicationWatcher}.
 */
public final class ApplicationUse {
    private final SessionKey key;
    private Recognition recognition;
    private Instant firstSeen;
    private Instant lastSeen;
    private int exchanges;
    private long bytesUp;
    private long bytesDown;

    ApplicationUse(SessionKey key, Recognition recognition, Instant time) {
        this.key = key;
        this.recognition = recognition;
        this.firstSeen = time;
        this.lastSeen = time;
    }

    void confirm(Recognition other) {
        if (other.sign().confidence() > recognition.sign().confidence()) {
            recognition = other;
        }
    }

    void add(Instant start, Instant end, int moreExchanges, long moreUp, long moreDown) {
        if (start.isBefore(firstSeen)) {
            firstSeen = start;
        }
        if (end.isAfter(lastSeen)) {
            lastSeen = end;
        }
        exchanges += moreExchanges;
        bytesUp += moreUp;
        bytesDown += moreDown;
    }

    /** Who uses it with which server. */
    public SessionKey key() {
        return key;
    }

    /** The surest recognition so far. */
    public Recognition recognition() {
        return recognition;
    }

    public Application application() {
        return recognition.application();
    }

    public Instant firstSeen() {
        return firstSeen;
    }

    public Instant lastSeen() {
        return lastSeen;
    }

    public int exchanges() {
        return exchanges;
    }

    /** Payload bytes sent by the client in connections that ended. */
    public long bytesUp() {
        return bytesUp;
    }

    /** Payload bytes sent by the server in connections that ended. */
    public long bytesDown() {
        return bytesDown;
    }
}
