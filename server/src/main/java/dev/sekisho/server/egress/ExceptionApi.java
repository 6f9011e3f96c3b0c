package dev.sekisho.server.egress;

import dev.sekisho.server.console.ApiPage;
import dev.sekisho.server.console.EntityTag;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Exceptions for programs. */
@RestController
@RequestMapping("/api/v1/exceptions")
@Tag(name = "exceptions")
class ExceptionApi {
    private final AlertExceptions exceptions;

    ExceptionApi(AlertExceptions exceptions) {
        this.exceptions = exceptions;
    }

    @GetMapping
    @Requires(EgressPermissions.ALERT_READ)
    @Operation(
            summary = "Lists exceptions",
            description = "Search with q, filter.state (HOLDS or OVER) and filter.unit with all below it.")
    ApiPage<StoredException> list(@Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(exceptions.slice(query), exception -> exception);
    }

    @GetMapping("/{id}")
    @Requires(EgressPermissions.ALERT_READ)
    @Operation(summary = "Reads an exception")
    ResponseEntity<StoredException> one(@PathVariable UUID id) {
        StoredException exception = exceptions.get(id);
        return EntityTag.tagged(exception, exception.version());
    }

    @PostMapping
    @Requires(EgressPermissions.EXCEPTION_CHANGE)
    @Operation(summary = "Makes an exception")
    ResponseEntity<StoredException> add(@RequestBody NewException exception) {
        StoredException added = exceptions.add(exception);
        return ResponseEntity.created(URI.create("/api/v1/exceptions/" + added.id()))
                .eTag("\"" + added.version() + "\"")
                .body(added);
    }

    @PostMapping("/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(EgressPermissions.EXCEPTION_CHANGE)
    @Operation(summary = "Makes many exceptions, all or none")
    List<UUID> addAll(@RequestBody List<NewException> added) {
        return exceptions.addAll(added);
    }

    @PostMapping("/{id}/end")
    @Requires(EgressPermissions.EXCEPTION_CHANGE)
    @Operation(summary = "Ends an exception now", description = "Needs If-Match.")
    ResponseEntity<StoredException> end(
            @PathVariable UUID id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        StoredException ended = exceptions.end(id, EntityTag.required(ifMatch));
        return EntityTag.tagged(ended, ended.version());
    }
}
