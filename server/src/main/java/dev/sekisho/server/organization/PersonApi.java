package dev.sekisho.server.organization;

import dev.sekisho.server.console.ApiPage;
import dev.sekisho.server.console.EntityTag;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Objects;
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

/** People for programs. */
@RestController
@RequestMapping("/api/v1/people")
@Tag(name = "people")
class PersonApi {
    private final People people;

    PersonApi(People people) {
        this.people = people;
    }

    @GetMapping
    @Requires(OrganizationPermissions.PERSON_READ)
    @Operation(
            summary = "Lists people",
            description = "Search with q, filter.unit with all below it; sort by a column.")
    ApiPage<Person> list(@Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(people.slice(query), person -> person);
    }

    @GetMapping("/{id}")
    @Requires(OrganizationPermissions.PERSON_READ)
    @Operation(summary = "Reads a person")
    ResponseEntity<Person> one(@PathVariable UUID id) {
        Person person = people.get(id);
        return EntityTag.tagged(person, person.version());
    }

    @PostMapping
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    @Operation(summary = "Enters a person")
    ResponseEntity<Person> add(@RequestBody NewPerson person) {
        Person added = people.add(person);
        return ResponseEntity.created(URI.create("/api/v1/people/" + added.id()))
                .eTag("\"" + added.version() + "\"")
                .body(added);
    }

    @PostMapping("/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    @Operation(summary = "Enters many people, all or none")
    List<UUID> addAll(@RequestBody List<NewPerson> entered) {
        return people.addAll(entered);
    }

    @PatchMapping("/{id}")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    @Operation(summary = "Corrects a person", description = "Needs If-Match.")
    ResponseEntity<Person> correct(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody PersonChange change) {
        int version = EntityTag.required(ifMatch);
        Person before = people.get(id);
        Person after = people.correct(
                id,
                version,
                Objects.requireNonNullElse(change.familyName(), before.familyName()),
                Objects.requireNonNullElse(change.givenName(), before.givenName()),
                Objects.requireNonNullElse(change.reading(), before.reading()),
                change.email() == null ? before.email() : change.email());
        return EntityTag.tagged(after, after.version());
    }

    /** What is to be different; null stays as it is. */
    record PersonChange(
            @Nullable String familyName,
            @Nullable String givenName,
            @Nullable String reading,
            @Nullable String email) {}
}
