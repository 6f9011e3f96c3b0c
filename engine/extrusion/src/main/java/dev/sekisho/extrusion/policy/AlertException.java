package dev.sekisho.extrusion.policy;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.traffic.IpNetwork;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A decision not to see certain alerts until a date. It is applied to finished alerts, so it works at once and on what
 * was seen before.
 *
 * @param server name or address it is for, null for any; {@code *.example.com} is for everything below example.com and
 *     for example.com itself
 * @param client network of the clients it is for, null for any
 * @param application id of the application it is for, null for any
 * @param kind kind of alert it is for, null for any
 * @param owner who answers for it
 * @param reason why
 * @param expires last day on which it holds, in UTC
 */
public record AlertException(
        @Nullable String server,
        @Nullable IpNetwork client,
        @Nullable String application,
        Alert.@Nullable Kind kind,
        String owner,
        String reason,
        LocalDate expires) {

    private static final Pattern SERVER = Pattern.compile("(\\*\\.)?[^*]+");

    public AlertException {
        server = server == null ? null : server.toLowerCase(Locale.ROOT);
        if (server == null && client == null && application == null) {
            throw new IllegalArgumentException("an exception must name a server, a client or an application");
        }
        if (server != null && !SERVER.matcher(server).matches()) {
            throw new IllegalArgumentException(
                    "a wildcard stands only for whole labels at the front, as in *.example.com, but the server is \""
                            + server + "\"");
        }
        if (owner.isBlank()) {
            throw new IllegalArgumentException("an exception needs an owner");
        }
    }

    /** Whether the exception holds at {@code now} and is for {@code alert}. */
    public boolean covers(Alert alert, @Nullable String applicationId, Instant now) {
        return !LocalDate.ofInstant(now, ZoneOffset.UTC).isAfter(expires)
                && (kind == null || kind == alert.kind())
                && (application == null || application.equals(applicationId))
                && (client == null || client.contains(alert.client()))
                && (server == null || isForServer(alert.server()) || isForServer(alert.address()));
    }

    private boolean isForServer(String name) {
        if (server == null) {
            return true;
        }
        if (!server.startsWith("*.")) {
            return name.equals(server);
        }
        String domain = server.substring(2);
        return name.equals(domain)
                || (name.endsWith(domain)
                        && name.length() > domain.length()
                        && name.charAt(name.length() - domain.length() - 1) == '.');
    }
}
