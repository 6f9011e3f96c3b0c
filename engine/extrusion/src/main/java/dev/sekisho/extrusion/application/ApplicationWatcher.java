package dev.sekisho.extrusion.application;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches sessions for the applications of the catalogue and keeps one {@link ApplicationUse} per client, server and
 * application, in bounded memory. Used by one thread.
 */
public final class ApplicationWatcher implements SessionSink {
    /** How many uses are kept; further ones are counted only. */
    public static final int MAX_USES = 100_000;

    private record UseKey(String client, String server, String applicationId) {}

    private final ApplicationRecogniser recogniser;
    private final Map<UseKey, ApplicationUse> uses = new LinkedHashMap<>();
    private final Set<ApplicationUse> changed = Collections.newSetFromMap(new IdentityHashMap<>());
    private long usesNotKept;

    public ApplicationWatcher(ApplicationRecogniser recogniser) {
        this.recogniser = recogniser;
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        if (exchange.request() == null) {
            return;
        }
        Recognition recognition = recogniser.recognise(exchange);
        if (recognition == null) {
            recognition = recogniser.recognise(key);
        }
        if (recognition != null) {
            note(key, recognition, exchange.start(), exchange.end(), 1, exchange.bytesUp(), exchange.bytesDown());
        }
    }

    /** HTTP exchanges have been counted one by one, so their connections add nothing but their times. */
    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        Recognition recognition = recogniser.recognise(key, connection);
        if (recognition == null) {
            return;
        }
        boolean counted = connection.protocol() == Protocol.HTTP || connection.protocol() == Protocol.HTTP2;
        note(
                key,
                recognition,
                connection.start(),
                connection.end(),
                counted ? 0 : connection.exchanges(),
                counted ? 0 : connection.bytesUp(),
                counted ? 0 : connection.bytesDown());
    }

    private void note(
            SessionKey key, Recognition recognition, Instant start, Instant end, int exchanges, long up, long down) {
        ApplicationUse use = use(key, recognition, start);
        if (use != null) {
            use.confirm(recognition);
            use.add(start, end, exchanges, up, down);
            changed.add(use);
        }
    }

    private @Nullable ApplicationUse use(SessionKey key, Recognition recognition, Instant time) {
        UseKey useKey =
                new UseKey(key.client(), key.server(), recognition.application().id());
        ApplicationUse use = uses.get(useKey);
        if (use == null) {
            if (uses.size() >= MAX_USES) {
                usesNotKept++;
                return null;
            }
            use = new ApplicationUse(key, recognition, time);
            uses.put(useKey, use);
        }
        return use;
    }

    /** What was found so far, in the order found. */
    public List<ApplicationUse> uses() {
        return new ArrayList<>(uses.values());
    }

    /** What was found or went on since the last call, each once, in no particular order. */
    public List<ApplicationUse> changes() {
        List<ApplicationUse> result = new ArrayList<>(changed);
        changed.clear();
        return result;
    }

    /** Forgets the uses that were seen last before {@code time}. */
    public void forget(Instant time) {
        uses.values().removeIf(use -> use.lastSeen().isBefore(time));
    }

    /** How many uses were not kept because there were more than {@link #MAX_USES}. */
    public long usesNotKept() {
        return usesNotKept;
    }
}
