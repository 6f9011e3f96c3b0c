package dev.sekisho.server.incident;

import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.exchange.PdfReport;
import dev.sekisho.server.exchange.PdfReport.Fact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reports in the reader's language: all of one case, and figures over many. */
@Component
class IncidentReports {
    private final IncidentViews views;
    private final Download download;

    IncidentReports(IncidentViews views, Download download) {
        this.views = views;
        this.download = download;
    }

    /** All that a case holds, as PDF. */
    byte[] ofOne(PageContext page, Incident incident) throws IOException {
        IncidentView view = views.of(page, incident);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PdfReport report = new PdfReport(out, download.heading(page, incident.label() + " " + incident.title()))) {
            report.facts(facts(page, view));
            part(report, page.say("incident.summary"), incident.summary());
            part(report, page.say("incident.rootCause"), incident.rootCause());
            part(report, page.say("incident.lessons"), incident.lessons());
            people(page, view, report);
            tasks(page, view, report);
            timeline(page, view, report);
            files(page, view, report);
            report.complete();
        }
        return out.toByteArray();
    }

    private static void part(PdfReport report, String heading, String text) throws IOException {
        if (!text.isEmpty()) {
            report.heading(heading).paragraph(text);
        }
    }

    private static List<Fact> facts(PageContext page, IncidentView view) {
        Incident incident = view.incident();
        List<Fact> facts = new ArrayList<>();
        if (incident.drill()) {
            facts.add(new Fact(page.say("incident.drill"), page.say("incident.isDrill")));
        }
        facts.add(new Fact(page.say("incident.marking"), incident.marking().label()));
        facts.add(new Fact(page.say("incidents.column.state"), page.text().of(incident.state())));
        facts.add(new Fact(page.say("incidents.column.phase"), page.text().of(incident.phase())));
        facts.add(new Fact(page.say("incidents.column.severity"), page.text().of(incident.severity())));
        facts.add(new Fact(page.say("incidents.column.category"), page.text().of(incident.category())));
        if (incident.outcome() != null) {
            facts.add(new Fact(page.say("incidents.column.outcome"), page.text().of(incident.outcome())));
        }
        facts.add(new Fact(page.say("incidents.column.unit"), view.unitLabel()));
        if (!view.affected().isEmpty()) {
            facts.add(new Fact(
                    page.say("incident.affected"),
                    view.affected().stream().map(IncidentView.UnitLabel::label).collect(Collectors.joining("\n"))));
        }
        if (incident.occurred() != null) {
            facts.add(new Fact(page.say("incident.occurred"), page.moment(incident.occurred())));
        }
        facts.add(new Fact(page.say("incidents.column.detected"), page.moment(incident.detected())));
        facts.add(new Fact(
                page.say("incident.opened"), page.moment(incident.opened()) + " · " + view.openedBy(page.text())));
        if (incident.closed() != null) {
            facts.add(new Fact(
                    page.say("incidents.column.closed"),
                    page.moment(incident.closed()) + " · " + view.closedBy(page.text())));
        }
        if (incident.cost() != null) {
            facts.add(new Fact(page.say("incident.cost"), incident.cost().toPlainString() + " " + incident.currency()));
        }
        return facts;
    }

    private static void people(PageContext page, IncidentView view, PdfReport report) throws IOException {
        if (view.assignments().isEmpty()) {
            return;
        }
        report.heading(page.say("incident.people"));
        report.table(
                List.of(page.say("incident.who"), page.say("incident.role"), page.say("incident.when")),
                view.assignments().stream()
                        .map(part -> List.of(
                                part.name(), page.text().of(part.role()), span(page, part.began(), part.ended())))
                        .toList());
    }

    private static String span(PageContext page, Instant began, @Nullable Instant ended) {
        return page.moment(began) + " – " + (ended == null ? "" : page.moment(ended));
    }

    private static void tasks(PageContext page, IncidentView view, PdfReport report) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (IncidentView.PhaseTasks phase : view.phases()) {
            for (IncidentView.TaskLine line : phase.tasks()) {
                Task task = line.task();
                rows.add(List.of(
                        page.text().of(phase.phase()),
                        line.text(),
                        page.text().of(task.state()),
                        task.settledBy() == null ? "" : task.settledBy()));
            }
        }
        if (!rows.isEmpty()) {
            report.heading(page.say("incident.tasks"));
            report.table(
                    List.of(
                            page.say("incidents.column.phase"),
                            page.say("incident.taskTitle"),
                            page.say("incidents.column.state"),
                            page.say("incident.who")),
                    rows);
        }
    }

    private static void timeline(PageContext page, IncidentView view, PdfReport report) throws IOException {
        report.heading(page.say("incident.timeline"));
        report.table(
                List.of(
                        page.say("incident.when"),
                        page.say("incident.entryKind"),
                        page.say("incident.entryText"),
                        page.say("incident.who")),
                view.timeline().stream()
                        .map(line -> List.of(
                                page.moment(line.entry().occurred()),
                                page.text().of(line.entry().kind()),
                                inOneLine(line),
                                line.actor()))
                        .toList());
    }

    /** Cells of a table in a document hold no ends of lines. */
    private static String inOneLine(IncidentView.Line line) {
        String text = line.text().replaceAll("\\R", " ");
        return line.how() == null ? text : line.how() + " · " + text;
    }

    private static void files(PageContext page, IncidentView view, PdfReport report) throws IOException {
        if (view.files().isEmpty()) {
            return;
        }
        report.heading(page.say("incident.files"));
        report.table(
                List.of(page.say("incident.file"), page.say("incident.fileNote"), "SHA-256"),
                view.files().stream()
                        .map(file -> List.of(file.name(), file.note().replaceAll("\\R", " "), file.digest()))
                        .toList());
    }

    /** Figures over many cases, drills apart, and what was learned from each. */
    byte[] overMany(PageContext page, List<Incident> all) throws IOException {
        List<Incident> real = all.stream().filter(incident -> !incident.drill()).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PdfReport report = new PdfReport(out, download.heading(page, page.say("incident.reportTitle")))) {
            report.facts(figures(page, all, real));
            counts(page, report, "incidents.column.severity", real, Incident::severity);
            counts(page, report, "incidents.column.category", real, Incident::category);
            counts(page, report, "incidents.column.outcome", real, Incident::outcome);
            report.heading(page.say("incident.reportCases"));
            report.table(
                    List.of(
                            page.say("incidents.column.number"),
                            page.say("incidents.column.title"),
                            page.say("incidents.column.severity"),
                            page.say("incidents.column.state"),
                            page.say("incidents.column.detected")),
                    all.stream()
                            .map(incident -> List.of(
                                    incident.label(),
                                    incident.title(),
                                    page.text().of(incident.severity()),
                                    page.text().of(incident.state()),
                                    page.moment(incident.detected())))
                            .toList());
            report.heading(page.say("incident.lessons"));
            for (Incident incident : all) {
                if (!incident.lessons().isEmpty()) {
                    report.subheading(incident.label() + " " + incident.title()).paragraph(incident.lessons());
                }
            }
            report.complete();
        }
        return out.toByteArray();
    }

    private static List<Fact> figures(PageContext page, List<Incident> all, List<Incident> real) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(page.say("incident.figure.all"), page.text().number(real.size())));
        facts.add(new Fact(
                page.say("incident.figure.open"),
                page.text().number(real.stream().filter(Incident::isOpen).count())));
        facts.add(new Fact(page.say("incident.figure.drills"), page.text().number(all.size() - real.size())));
        median(real, Incident::occurred, Incident::detected)
                .ifPresent(time -> facts.add(new Fact(page.say("incident.figure.toDetect"), told(page, time))));
        median(real, Incident::detected, Incident::closed)
                .ifPresent(time -> facts.add(new Fact(page.say("incident.figure.toClose"), told(page, time))));
        Map<String, BigDecimal> costs = new TreeMap<>();
        for (Incident incident : real) {
            if (incident.cost() != null) {
                costs.merge(incident.currency(), incident.cost(), BigDecimal::add);
            }
        }
        costs.forEach((currency, cost) ->
                facts.add(new Fact(page.say("incident.cost"), cost.toPlainString() + " " + currency)));
        return facts;
    }

    /** The middle of the times from one moment to another, of those cases that have both; of two middles the lower. */
    static Optional<Duration> median(
            List<Incident> incidents,
            Function<Incident, @Nullable Instant> from,
            Function<Incident, @Nullable Instant> to) {
        List<Duration> times = new ArrayList<>();
        for (Incident incident : incidents) {
            Instant began = from.apply(incident);
            Instant ended = to.apply(incident);
            if (began != null && ended != null) {
                times.add(Duration.between(began, ended));
            }
        }
        times.sort(Comparator.naturalOrder());
        return times.isEmpty() ? Optional.empty() : Optional.of(times.get((times.size() - 1) / 2));
    }

    private static String told(PageContext page, Duration time) {
        return page.say("incident.figure.time", time.toDays(), time.toHoursPart());
    }

    private static void counts(
            PageContext page,
            PdfReport report,
            String heading,
            List<Incident> incidents,
            Function<Incident, ? extends @Nullable Enum<?>> by)
            throws IOException {
        Map<String, Integer> counted = new LinkedHashMap<>();
        incidents.stream()
                .map(by)
                .flatMap(value -> value == null ? Stream.<Enum<?>>empty() : Stream.of(value))
                .sorted(Comparator.comparingInt(Enum::ordinal))
                .forEach(value -> counted.merge(page.text().of(value), 1, Integer::sum));
        if (counted.isEmpty()) {
            return;
        }
        report.heading(page.say(heading));
        report.table(
                List.of(page.say(heading), page.say("incident.figure.cases")),
                counted.entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), page.text().number(entry.getValue())))
                        .toList());
    }
}
