package dev.sekisho.server.egress;

import dev.sekisho.server.console.ApiPage;
import dev.sekisho.server.console.EntityTag;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Alerts for programs. */
@RestController
@RequestMapping("/api/v1/alerts")
@Tag(name = "alerts")
class AlertApi {
    private final Alerts alerts;

    AlertApi(Alerts alerts) {
        this.alerts = alerts;
    }

    @GetMapping
    @Requires(EgressPermissions.ALERT_READ)
    @Operation(
            summary = "Lists alerts",
            description = "Search with q, filter.state (also OPEN and EXCEPTED), filter.severity, filter.kind,"
                    + " filter.client, filter.server and filter.unit with all below it; sort by a column.")
    ApiPage<StoredAlert> list(@Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(alerts.slice(query), alert -> alert);
    }

    @GetMapping("/{id}")
    @Requires(EgressPermissions.ALERT_READ)
    @Operation(summary = "Reads an alert")
    ResponseEntity<StoredAlert> one(@PathVariable UUID id) {
        StoredAlert alert = alerts.get(id);
        return EntityTag.tagged(alert, alert.version());
    }

    @GetMapping("/{id}/detail")
    @Requires(EgressPermissions.ALERT_READ)
    @Operation(summary = "Reads why an alert was raised, its exchanges and the notes on it")
    AlertDetail detail(@PathVariable UUID id) {
        return alerts.detail(id);
    }

    @PatchMapping("/{id}")
    @Requires(EgressPermissions.ALERT_CHANGE)
    @Operation(summary = "Brings an alert into another state, or takes it over", description = "Needs If-Match.")
    ResponseEntity<StoredAlert> change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody AlertChange change) {
        int version = EntityTag.required(ifMatch);
        StoredAlert alert = alerts.get(id);
        if (change.state() == null && change.mine() == null) {
            throw Refusal.invalid("state", "alert.invalid.nothing");
        }
        if (change.mine() != null) {
            Actor actor = Actor.current();
            alert = alerts.own(
                    id, version, change.mine() ? actor.account() : null, change.mine() ? actor.name() : null);
        }
        if (change.state() != null) {
            alert = alerts.decide(id, change.mine() == null ? version : alert.version(), change.state());
        }
        return EntityTag.tagged(alert, alert.version());
    }

    @PostMapping("/{id}/notes")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(EgressPermissions.ALERT_CHANGE)
    @Operation(summary = "Adds a note to an alert")
    void note(@PathVariable UUID id, @RequestBody NewNote note) {
        alerts.note(id, note.content());
    }

    /**
     * What is to be different; null stays as it is.
     *
     * @param mine true: the one who acts becomes the owner; false: nobody is
     */
    record AlertChange(@Nullable AlertState state, @Nullable Boolean mine) {}

    /** What is to be said. */
    record NewNote(String content) {}
}
