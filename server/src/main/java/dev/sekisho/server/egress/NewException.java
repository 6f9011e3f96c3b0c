package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.traffic.IpNetwork;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An exception that is to be made; null is for any. It names at least a server, a client or an application. */
public record NewException(
        UUID unit,
        @Nullable String server,
        @Nullable String client,
        @Nullable String application,
        Alert.@Nullable Kind kind,
        String reason,
        Instant expires) {
    private static final int LONGEST_REASON = 1000;

    public NewException {
        server = given(server);
        client = given(client);
        application = given(application);
        reason = reason.strip();
        if (server == null && client == null && application == null) {
            throw Refusal.invalid("server", "exception.invalid.any");
        }
        if (server != null) {
            server = server.toLowerCase(Locale.ROOT);
            if (!server.matches("(\\*\\.)?[^*\\s]{1,253}")) {
                throw Refusal.invalid("server", "exception.invalid.server", server);
            }
        }
        if (client != null) {
            try {
                client = IpNetwork.parse(client).toString();
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid("client", "exception.invalid.client", client);
            }
        }
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw Refusal.invalid("reason", "exception.invalid.reason", LONGEST_REASON);
        }
        if (!expires.isAfter(Instant.now())) {
            throw Refusal.invalid("expires", "exception.invalid.expires");
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
