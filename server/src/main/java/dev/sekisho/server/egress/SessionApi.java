package dev.sekisho.server.egress;

import dev.sekisho.server.console.ApiPage;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sessions for programs. They come from sensors and are never changed. */
@RestController
@RequestMapping("/api/v1/sessions")
@Tag(name = "sessions")
class SessionApi {
    private final SessionList sessions;

    SessionApi(SessionList sessions) {
        this.sessions = sessions;
    }

    @GetMapping
    @Requires(EgressPermissions.SESSION_READ)
    @Operation(
            summary = "Lists sessions",
            description = "Search with q, filter.client, filter.server, filter.protocol, filter.group, filter.ja4,"
                    + " filter.started in days before now, and filter.unit with all below it; sort by a column.")
    ApiPage<StoredSession> list(@Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(sessions.slice(query), session -> session);
    }

    @GetMapping("/{id}")
    @Requires(EgressPermissions.SESSION_READ)
    @Operation(summary = "Reads a session")
    StoredSession one(@PathVariable UUID id) {
        return sessions.get(id);
    }
}
