package dev.sekisho.server.organization;

import dev.sekisho.server.console.ApiPage;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.organization.Import.Kind;
import dev.sekisho.server.organization.Import.Policy;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Lists that programs bring. */
@RestController
@Tag(name = "import")
class ImportApi {
    private static final String BEGIN =
            "A workbook (xlsx) or a text (csv) as the part \"file\". With dryRun, as it is unless told otherwise, nothing"
                    + " is changed; the answer tells what would be, and with its id and digest it can be applied within a"
                    + " day.";

    private final Imports imports;
    private final ImportUploads uploads;

    ImportApi(Imports imports, ImportUploads uploads) {
        this.imports = imports;
        this.uploads = uploads;
    }

    @PostMapping(path = "/api/v1/people:import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    @Operation(summary = "Imports people", description = BEGIN)
    Import people(
            @RequestParam MultipartFile file,
            @RequestParam Policy policy,
            @RequestParam(defaultValue = "true") boolean dryRun,
            @RequestParam(defaultValue = "UTC") ZoneId zone)
            throws IOException {
        return begin(Kind.PEOPLE, file, policy, dryRun, zone);
    }

    @PostMapping(path = "/api/v1/units:import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    @Operation(summary = "Imports units", description = BEGIN)
    Import units(
            @RequestParam MultipartFile file,
            @RequestParam Policy policy,
            @RequestParam(defaultValue = "true") boolean dryRun,
            @RequestParam(defaultValue = "UTC") ZoneId zone)
            throws IOException {
        return begin(Kind.UNITS, file, policy, dryRun, zone);
    }

    private Import begin(Kind kind, MultipartFile file, Policy policy, boolean dryRun, ZoneId zone) throws IOException {
        Import begun = uploads.begin(kind, policy, file, zone);
        return dryRun ? begun : imports.apply(kind, begun.id(), begun.digest(), zone);
    }

    @GetMapping("/api/v1/people/imports/{id}")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    @Operation(summary = "Reads what an import of people would change or has changed")
    Import onePeople(@PathVariable UUID id) {
        return imports.get(Kind.PEOPLE, id);
    }

    @GetMapping("/api/v1/units/imports/{id}")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    @Operation(summary = "Reads what an import of units would change or has changed")
    Import oneUnits(@PathVariable UUID id) {
        return imports.get(Kind.UNITS, id);
    }

    @GetMapping("/api/v1/people/imports/{id}/rows")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    @Operation(summary = "Lists the rows of an import of people", description = "Filter with filter.state.")
    ApiPage<ImportRow> peopleRows(@PathVariable UUID id, @Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(imports.slice(Kind.PEOPLE, id, query), row -> row);
    }

    @GetMapping("/api/v1/units/imports/{id}/rows")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    @Operation(summary = "Lists the rows of an import of units", description = "Filter with filter.state.")
    ApiPage<ImportRow> unitRows(@PathVariable UUID id, @Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(imports.slice(Kind.UNITS, id, query), row -> row);
    }

    @PostMapping("/api/v1/people/imports/{id}/apply")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    @Operation(summary = "Applies an import of people as its dry run told")
    Import applyPeople(
            @PathVariable UUID id, @RequestParam String digest, @RequestParam(defaultValue = "UTC") ZoneId zone) {
        return imports.apply(Kind.PEOPLE, id, digest, zone);
    }

    @PostMapping("/api/v1/units/imports/{id}/apply")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    @Operation(summary = "Applies an import of units as its dry run told")
    Import applyUnits(
            @PathVariable UUID id, @RequestParam String digest, @RequestParam(defaultValue = "UTC") ZoneId zone) {
        return imports.apply(Kind.UNITS, id, digest, zone);
    }
}
