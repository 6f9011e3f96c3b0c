package dev.sekisho.traffic;

import java.time.Duration;
import java.util.List;

/**
 * How sessions are built.
 *
 * @param sessionSilence a session ends when its pair has been silent for longer
 * @param connectionSilence a TCP connection is taken as ended when it has been silent for longer
 * @param udpSilence a UDP flow is taken as ended when it has been silent for longer
 * @param memoryBytes what connection and session state may take in memory; beyond it the longest idle state is spilled
 *     to a temporary file and, beyond {@code spillBytes}, let go and counted
 * @param spillBytes how large that file may become
 * @param trustedProxies networks of child proxies whose X-Forwarded-For, Forwarded and user names are believed
 */
public record SessionSettings(
        Duration sessionSilence,
        Duration connectionSilence,
        Duration udpSilence,
        long memoryBytes,
        long spillBytes,
        List<IpNetwork> trustedProxies) {

    public static final SessionSettings DEFAULT = new SessionSettings(
            Duration.ofHours(1), Duration.ofHours(2), Duration.ofMinutes(3), 96L << 20, 2L << 30, List.of());

    public SessionSettings {
        trustedProxies = List.copyOf(trustedProxies);
        if (sessionSilence.isNegative() || sessionSilence.isZero()) {
            throw new IllegalArgumentException("session silence must be positive, but is " + sessionSilence);
        }
    }
}
