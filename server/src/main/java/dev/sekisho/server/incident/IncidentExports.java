package dev.sekisho.server.incident;

import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.json.JsonMapper;

/** Cases that leave the server: as reports for people, as STIX for other teams. That one left is evidence. */
@Controller
@Tag(name = "incidents")
class IncidentExports {
    /** The report over many holds at most so many. */
    private static final int MOST_CASES = 5000;

    private final Incidents incidents;
    private final IncidentReports reports;
    private final IncidentWork work;
    private final Timeline timeline;
    private final EvidenceFiles files;
    private final Units units;
    private final TransactionOperations transactions;
    private final JsonMapper json;

    IncidentExports(
            Incidents incidents,
            IncidentReports reports,
            IncidentWork work,
            Timeline timeline,
            EvidenceFiles files,
            Units units,
            TransactionOperations transactions,
            JsonMapper json) {
        this.incidents = incidents;
        this.reports = reports;
        this.work = work;
        this.timeline = timeline;
        this.files = files;
        this.units = units;
        this.transactions = transactions;
        this.json = json;
    }

    @GetMapping("/incidents/{id}/report.pdf")
    @Requires(IncidentPermissions.READ)
    void report(PageContext page, @PathVariable UUID id, HttpServletResponse response) throws IOException {
        Incident incident = incidents.get(id);
        byte[] report = reports.ofOne(page, incident);
        record(incident, "pdf");
        send(response, "application/pdf", incident.label() + ".pdf", report);
    }

    /** Over all cases that the filters of the list leave. */
    @GetMapping("/incidents/report.pdf")
    @Requires(IncidentPermissions.READ)
    void reportOverMany(PageContext page, ListQuery asked, HttpServletResponse response) throws IOException {
        List<Incident> found = new ArrayList<>();
        incidents.forEach(asked, incident -> {
            if (found.size() < MOST_CASES) {
                found.add(incident);
            }
        });
        send(response, "application/pdf", "incidents.pdf", reports.overMany(page, found));
    }

    @GetMapping("/incidents/{id}/stix.json")
    @Requires(IncidentPermissions.READ)
    void stix(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        sendStix(id, response);
    }

    @GetMapping("/api/v1/incidents/{id}/stix")
    @Requires(IncidentPermissions.READ)
    @Operation(summary = "Reads an incident as a bundle of STIX 2.1, marked by TLP 2.0")
    void stixForPrograms(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        sendStix(id, response);
    }

    private void sendStix(UUID id, HttpServletResponse response) throws IOException {
        Incident incident = incidents.get(id);
        Instant modified = timeline.of(id).stream()
                .map(Entry::recorded)
                .max(Comparator.naturalOrder())
                .orElse(incident.opened());
        String producer = units.find(Unit.GROUP).map(Unit::nameEn).orElse("Sekisho");
        byte[] bundle = new StixBundle(json, incident, producer, Unit.GROUP, modified).write(files.of(id));
        record(incident, "stix");
        send(response, "application/stix+json;version=2.1", incident.label() + ".json", bundle);
    }

    private void record(Incident incident, String format) {
        transactions.executeWithoutResult(status -> work.record(
                incident,
                "incident.exported",
                Map.of("format", format, "marking", incident.marking().label())));
    }

    private static void send(HttpServletResponse response, String type, String name, byte[] bytes) throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(bytes);
    }
}
