package dev.sekisho.server.organization;

import dev.sekisho.server.console.ApiPage;
import dev.sekisho.server.console.EntityTag;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Units for programs. */
@RestController
@RequestMapping("/api/v1/units")
@Tag(name = "units")
class UnitApi {
    private final Units units;

    UnitApi(Units units) {
        this.units = units;
    }

    @GetMapping
    @Requires(OrganizationPermissions.UNIT_READ)
    @Operation(summary = "Lists units", description = "Search with q, filter.kind and filter.unit; sort by a column.")
    ApiPage<Unit> list(@Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(units.slice(query), unit -> unit);
    }

    @GetMapping("/{id}")
    @Requires(OrganizationPermissions.UNIT_READ)
    @Operation(summary = "Reads a unit")
    ResponseEntity<Unit> one(@PathVariable UUID id) {
        Unit unit = units.get(id);
        return EntityTag.tagged(unit, unit.version());
    }

    @PostMapping
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    @Operation(summary = "Adds a unit below another")
    ResponseEntity<Unit> add(@RequestBody NewUnit unit) {
        Unit added = units.add(unit);
        return ResponseEntity.created(URI.create("/api/v1/units/" + added.id()))
                .eTag("\"" + added.version() + "\"")
                .body(added);
    }

    @PatchMapping("/{id}")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    @Operation(summary = "Renames a unit or moves it below another", description = "Needs If-Match.")
    ResponseEntity<Unit> change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody UnitChange change) {
        int version = EntityTag.required(ifMatch);
        Unit unit = units.change(id, version, change);
        return EntityTag.tagged(unit, unit.version());
    }
}
