package dev.sekisho.server.organization;

import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.Table.Option;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of people: the list, one person, entering and correcting. */
@Controller
class PeoplePages {
    private final People people;
    private final Units units;
    private final Preferences preferences;
    private final Download download;
    private final Table<Person> table;

    PeoplePages(People people, Units units, Preferences preferences, Download download) {
        this.people = people;
        this.units = units;
        this.preferences = preferences;
        this.download = download;
        this.table = new Table<>(
                "people",
                "/people",
                People.STATEMENT,
                List.of(
                        new Column<>("familyName", PeoplePages::linkedName),
                        new Column<>("givenName", (page, person) -> Cell.text(person.givenName())),
                        new Column<Person>("reading", (page, person) -> Cell.text(person.reading())).hiddenAtFirst(),
                        new Column<>("number", (page, person) -> Cell.text(person.number())),
                        new Column<>("email", (page, person) -> Cell.text(person.email())),
                        new Column<Person>(
                                        "unit",
                                        (page, person) -> Cell.link(person.unitCode(), "/units/" + person.unit()))
                                .filteredBy(this::unitOptions),
                        new Column<Person>(
                                        "from",
                                        (page, person) -> Cell.text(page.text().day(person.from())))
                                .hiddenAtFirst()));
    }

    private static Cell linkedName(PageContext page, Person person) {
        return Cell.link(person.familyName(), "/people/" + person.id());
    }

    private List<Option> unitOptions(PageContext page) {
        return units.options(page.text().language()).stream()
                .map(unit -> new Option(unit.id().toString(), unit.label()))
                .toList();
    }

    @GetMapping("/people")
    @Requires(OrganizationPermissions.PERSON_READ)
    View list(PageContext page, ListQuery query) {
        TableView view = table.view(page, query, people.slice(query), people.count(query), preferences.columns(table));
        return page.show(
                "organization/people.jte",
                Map.of("table", view, "mayAdd", page.may(OrganizationPermissions.PERSON_CHANGE)));
    }

    @GetMapping("/people/export.{format}")
    @Requires(OrganizationPermissions.PERSON_READ)
    void export(PageContext page, ListQuery query, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        download.send(page, table, format, response, sink -> people.forEach(query, sink));
    }

    @GetMapping("/people/new")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    View entryForm(PageContext page) {
        return page.show("organization/new-person.jte", Map.of());
    }

    @PostMapping("/people")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    String add(
            PageContext page,
            @RequestParam String unitCode,
            @RequestParam String number,
            @RequestParam String familyName,
            @RequestParam String givenName,
            @RequestParam String reading,
            @RequestParam String email,
            RedirectAttributes redirect) {
        Person added = people.add(new NewPerson(
                units.getByCode(unitCode.strip()).id(),
                number.strip(),
                familyName.strip(),
                givenName.strip(),
                reading.strip(),
                email.isBlank() ? null : email.strip(),
                LocalDate.now(page.zone())));
        redirect.addFlashAttribute("notice", "person.done.added");
        return "redirect:/people/" + added.id();
    }

    @GetMapping("/people/{id}")
    @Requires(OrganizationPermissions.PERSON_READ)
    View one(PageContext page, @PathVariable UUID id) {
        Person person = people.get(id);
        return page.show(
                "organization/person.jte",
                Map.of(
                        "person",
                        person,
                        "posts",
                        people.posts(id),
                        "qualifications",
                        people.qualifications(id),
                        "mayChange",
                        page.may(OrganizationPermissions.PERSON_CHANGE)));
    }

    @PostMapping("/people/{id}")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    String correct(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String familyName,
            @RequestParam String givenName,
            @RequestParam String reading,
            @RequestParam String email,
            RedirectAttributes redirect) {
        people.correct(
                id,
                version,
                familyName.strip(),
                givenName.strip(),
                reading.strip(),
                email.isBlank() ? null : email.strip());
        redirect.addFlashAttribute("notice", "person.done.corrected");
        return "redirect:/people/" + id;
    }
}
