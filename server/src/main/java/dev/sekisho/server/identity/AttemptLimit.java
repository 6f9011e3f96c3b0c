package dev.sekisho.server.identity;

import dev.sekisho.server.scope.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How often one address may try to sign in: {@value #ATTEMPTS} times within a minute. It holds a bounded number of
 * addresses; beyond it the one that tried longest ago is forgotten. The lock of accounts, which stands in the database,
 * counts across all servers; this one spares each server the work.
 */
@Component
final class AttemptLimit {
    static final int ATTEMPTS = 30;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    AttemptLimit(Clock clock) {
        this.clock = clock;
    }

    /** Counts an attempt; refuses it if there were too many. */
    synchronized void count(String address) {
        Instant now = clock.instant();
        Window known = windows.remove(address);
        Window window =
                known == null || known.start().plus(WINDOW).isBefore(now) ? new Window(now, 1) : known.oneMore();
        windows.put(address, window);
        if (windows.size() > MOST_ADDRESSES) {
            windows.remove(windows.keySet().iterator().next());
        }
        if (window.attempts() > ATTEMPTS) {
            throw new Refusal(Refusal.Reason.TOO_MANY, null, "signin.tooMany");
        }
    }

    private record Window(Instant start, int attempts) {
        Window oneMore() {
            return new Window(start, attempts + 1);
        }
    }
}
