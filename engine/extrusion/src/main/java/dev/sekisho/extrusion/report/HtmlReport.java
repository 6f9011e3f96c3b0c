package dev.sekisho.extrusion.report;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.traffic.Losses;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Report} as one HTML file. */
public final class HtmlReport {
    /** Alerts beyond this number are in the lists but get no picture of their own. */
    private static final int MAX_PICTURES = 200;

    /** The reason that every pair far from what is ordinary shares, and that therefore tells the least. */
    private static final String DISTANCE = "group.distance";

    private final StringBuilder html = new StringBuilder(65_536);
    private final Report report;
    private int pictures;

    private HtmlReport(Report report) {
        this.report = report;
    }

    /** The page for {@code report}. */
    public static String of(Report report) {
        HtmlReport writer = new HtmlReport(report);
        writer.page();
        return writer.html.toString();
    }

    private void page() {
        Page.open(html, "what left the network");
        heading();
        html.append("<main>\n");
        overview();
        findings(
                "rogue",
                "Communication that behaves like command and control",
                report.rogue(),
                "Nothing here behaves like command and control.");
        findings(
                "prohibited",
                "Prohibited applications",
                report.prohibited(),
                "No application was seen that the policy prohibits.");
        findings(
                "conditional",
                "Applications allowed on conditions that do not hold",
                report.conditional(),
                "No application was seen whose conditions do not hold.");
        groups();
        losses();
        howToRead();
        Page.close(html);
    }

    private void heading() {
        html.append("<header>\n<h1>What left the network</h1>\n<p>");
        html.append(Html.escape(String.join(", ", report.inputs())));
        if (report.from() != null && report.until() != null) {
            html.append("<br>").append(Words.time(report.from())).append(" – ").append(Words.time(report.until()));
        }
        html.append("</p>\n<nav>");
        html.append("<a href=\"#rogue\">Command and control</a> <a href=\"#prohibited\">Prohibited</a> ");
        html.append("<a href=\"#conditional\">On conditions</a> <a href=\"#groups\">What is ordinary</a> ");
        html.append("<a href=\"#unread\">What was not read</a></nav>\n</header>\n");
    }

    private void overview() {
        html.append("<section class=\"cards\">\n");
        card("alarm", report.rogue().size(), "like command and control", "rogue");
        card("warning", report.prohibited().size(), "prohibited applications", "prohibited");
        card("notice", report.conditional().size(), "conditions not met", "conditional");
        card("plain", report.pairsJudged(), "pairs of client and server judged", "groups");
        html.append("</section>\n<p class=\"read\">Read: ");
        html.append(String.join(
                ", ",
                report.read().entrySet().stream()
                        .map(entry -> Words.number(entry.getValue()) + " " + Html.escape(entry.getKey()))
                        .toList()));
        html.append(". ").append(Html.escape(report.budget()));
        if (report.excepted() > 0) {
            html.append(" ")
                    .append(report.excepted())
                    .append(report.excepted() == 1 ? " alert is" : " alerts are")
                    .append(" not shown because of exceptions in force.");
        }
        html.append("</p>\n");
    }

    private void card(String kind, int number, String text, String target) {
        html.append("<a class=\"card ")
                .append(number == 0 ? "calm" : kind)
                .append("\" href=\"#")
                .append(target);
        html.append("\"><b>")
                .append(Words.number(number))
                .append("</b> ")
                .append(text)
                .append("</a>\n");
    }

    private void findings(String id, String title, List<Report.Finding> findings, String none) {
        html.append("<section id=\"")
                .append(id)
                .append("\">\n<h2>")
                .append(title)
                .append("</h2>\n");
        if (findings.isEmpty()) {
            html.append("<p class=\"none\">").append(none).append("</p>\n</section>\n");
            return;
        }
        boolean measured = findings.getFirst().alert().pValue() != null;
        html.append("<div class=\"wide\" tabindex=\"0\"><table class=\"stacked\">\n<thead><tr><th>Client<th>Server");
        html.append(measured ? "<th class=\"number\">Score<th>Chance if ordinary" : "<th>Application");
        html.append("<th>Seen (UTC)<th class=\"number\">Exchanges<th>Why</tr></thead>\n<tbody>\n");
        int number = 0;
        for (Report.Finding finding : findings) {
            row(finding, id + "-" + ++number, measured);
        }
        html.append("</tbody></table></div>\n");
        number = 0;
        for (Report.Finding finding : findings) {
            article(finding, id + "-" + ++number);
        }
        html.append("</section>\n");
    }

    private void row(Report.Finding finding, String anchor, boolean measured) {
        Alert alert = finding.alert();
        html.append("<tr><td class=\"who\" data-name=\"Client\">").append(Html.escape(alert.client()));
        html.append("<td class=\"what\" data-name=\"Server\"><span><a href=\"#")
                .append(anchor)
                .append("\">");
        html.append(Html.escape(server(alert))).append("</a>");
        if (!finding.otherServers().isEmpty()) {
            html.append(" and ")
                    .append(Words.number(finding.otherServers().size()))
                    .append(" more");
        }
        html.append("</span>");
        if (measured) {
            html.append("<td class=\"number\" data-name=\"Score\">").append(score(alert));
            html.append("<td class=\"chance\" data-name=\"Chance if ordinary\">")
                    .append(probability(alert));
        } else {
            html.append("<td data-name=\"Application\">").append(Html.escape(String.valueOf(alert.application())));
        }
        html.append("<td class=\"time\" data-name=\"Seen (UTC)\"><div><span>");
        html.append(Words.span(alert.firstSeen(), alert.lastSeen()).replace(" – ", " –</span> <span>"));
        html.append("</span></div>");
        html.append("<td class=\"number\" data-name=\"Exchanges\">").append(Words.number(alert.exchanges()));
        html.append("<td class=\"reason\">")
                .append(Html.escape(shortReason(alert)))
                .append("</tr>\n");
    }

    /** The strongest reason that says something of this pair alone. */
    private static String shortReason(Alert alert) {
        List<Alert.Reason> reasons = alert.reasons();
        return reasons.stream()
                .filter(reason -> !reason.index().equals(DISTANCE))
                .findFirst()
                .or(() -> reasons.stream().findFirst())
                .map(Alert.Reason::text)
                .orElse("");
    }

    private void article(Report.Finding finding, String anchor) {
        Alert alert = finding.alert();
        html.append("<article id=\"").append(anchor).append("\">\n<h3>").append(Html.escape(alert.client()));
        html.append(" → ").append(Html.escape(server(alert))).append("</h3>\n<p class=\"facts\">");
        if (alert.application() != null) {
            html.append("<b>").append(Html.escape(alert.application())).append("</b> · ");
        }
        if (!alert.address().isEmpty() && !alert.address().equals(alert.server())) {
            html.append("at ").append(Html.escape(alert.address())).append(" · ");
        }
        if (alert.port() > 0) {
            html.append("port ").append(alert.port()).append(" · ");
        }
        html.append(Words.number(alert.exchanges())).append(alert.exchanges() == 1 ? " exchange" : " exchanges");
        html.append(" from ")
                .append(Words.time(alert.firstSeen()))
                .append(" to ")
                .append(Words.time(alert.lastSeen()));
        if (alert.pValue() != null) {
            html.append(" · score ").append(score(alert)).append(" · chance if ordinary ");
            html.append(probability(alert));
        }
        html.append("</p>\n");
        reasons(alert.reasons());
        otherServers(finding.otherServers());
        if (pictures < MAX_PICTURES) {
            figures(finding.series(), finding.ordinary());
        }
        html.append("</article>\n");
    }

    private void otherServers(List<String> servers) {
        if (servers.isEmpty()) {
            return;
        }
        html.append("<details><summary>The same with ").append(Words.number(servers.size()));
        html.append(servers.size() == 1 ? " other server" : " other servers").append("</summary>\n<p class=\"facts\">");
        html.append(servers.stream()
                .map(Html::escape)
                .reduce((a, b) -> a + ", " + b)
                .orElse(""));
        html.append("</p></details>\n");
    }

    private void figures(@Nullable Series series, @Nullable Series ordinary) {
        if (series == null || series.points().isEmpty()) {
            return;
        }
        pictures++;
        html.append("<div class=\"figures\">\n");
        Page.figure(html, series);
        if (ordinary != null && !ordinary.points().isEmpty()) {
            Page.figure(html, ordinary);
        }
        html.append("</div>\n");
    }

    private void reasons(List<Alert.Reason> reasons) {
        if (reasons.isEmpty()) {
            return;
        }
        boolean comparable =
                reasons.stream().anyMatch(reason -> !reason.ordinary().isEmpty());
        html.append("<div class=\"wide\" tabindex=\"0\"><table class=\"reasons stacked\">\n<thead><tr><th>Why");
        html.append(comparable ? "<th>Measured<th>Ordinary" : "").append("</tr></thead>\n<tbody>\n");
        for (Alert.Reason reason : reasons) {
            html.append("<tr><td class=\"why\">").append(Html.escape(reason.text()));
            if (comparable) {
                html.append("<td data-name=\"Measured\">").append(Html.escape(reason.value()));
                html.append("<td data-name=\"Ordinary\">").append(Html.escape(reason.ordinary()));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private void groups() {
        html.append("<section id=\"groups\">\n<h2>What is ordinary here</h2>\n");
        if (report.groups().isEmpty()) {
            html.append("<p class=\"none\">There were no sessions to compare.</p>\n</section>\n");
            return;
        }
        html.append(
                "<p>Sessions that look alike form groups. A session is judged by how far it lies from the nearest ");
        html.append("group, and by signs that are specific to command and control.</p>\n");
        for (Report.Group group : report.groups()) {
            html.append("<details><summary><b>")
                    .append(Html.escape(group.name()))
                    .append("</b> — ");
            html.append(Words.number(group.pairs())).append(group.pairs() == 1 ? " pair, " : " pairs, ");
            html.append(Words.percent(group.share())).append("</summary>\n<p>");
            html.append(Html.escape(group.description())).append("</p>\n");
            traits(group.traits());
            if (group.example() != null && !group.example().points().isEmpty()) {
                html.append("<div class=\"figures\">\n");
                Page.figure(html, group.example());
                html.append("</div>\n");
            }
            html.append("</details>\n");
        }
        html.append("</section>\n");
    }

    private void traits(List<Report.Trait> traits) {
        if (traits.isEmpty()) {
            return;
        }
        html.append("<div class=\"wide\" tabindex=\"0\"><table class=\"reasons stacked\">\n<thead><tr>");
        html.append("<th>What sets it apart<th>Here mostly<th>Ordinarily<th>Index</tr></thead>\n<tbody>\n");
        for (Report.Trait trait : traits) {
            html.append("<tr><td class=\"why\">").append(Html.escape(trait.meaning()));
            html.append("<td data-name=\"Here mostly\">").append(Html.escape(trait.range()));
            html.append("<td data-name=\"Ordinarily\">").append(Html.escape(trait.ordinary()));
            html.append("<td data-name=\"Index\">")
                    .append(Html.escape(trait.index()))
                    .append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private void losses() {
        html.append("<section id=\"unread\">\n<h2>What was not read</h2>\n");
        Map<Losses.Reason, Long> counts = report.losses().counts();
        if (counts.isEmpty() && report.unreadable().isEmpty()) {
            html.append("<p class=\"none\">Everything was read.</p>\n</section>\n");
            return;
        }
        html.append(
                "<div class=\"wide\"><table><thead><tr><th class=\"number\">Number<th>What</tr></thead>\n<tbody>\n");
        counts.forEach((reason, number) -> html.append("<tr><td class=\"number\">")
                .append(Words.number(number))
                .append("<td>")
                .append(Html.escape(reason.text()))
                .append("</tr>\n"));
        report.unreadable()
                .forEach((input, why) -> html.append("<tr><td class=\"number\">1<td>")
                        .append(Html.escape(input))
                        .append(": ")
                        .append(Html.escape(why))
                        .append("</tr>\n"));
        html.append("</tbody></table></div>\n</section>\n");
    }

    private void howToRead() {
        html.append("<section id=\"reading\">\n<h2>How to read this</h2>\n<p>The <b>score</b> ranks, from 0 to 1. ");
        html.append(
                "The chance if ordinary says how often a pair of ordinary traffic looks at least as suspicious; it is ");
        html.append("calibrated against ").append(Words.number(report.calibration()));
        html.append(" ordinary pairs and cannot be smaller than 1 in ").append(Words.number(report.calibration() + 1L));
        html.append(". ").append(Page.HOW_TO_READ_PICTURES);
        html.append(" An alert is a reason to look, not a proof.</p>\n</section>\n");
    }

    private static String server(Alert alert) {
        return alert.server().equals(alert.address()) && alert.port() > 0
                ? (alert.server().indexOf(':') >= 0 ? "[" + alert.server() + "]" : alert.server()) + ":" + alert.port()
                : alert.server();
    }

    private static String score(Alert alert) {
        return String.format(Locale.ROOT, "%.3f", alert.score());
    }

    private static String probability(Alert alert) {
        return alert.pValue() == null ? "" : Words.probability(alert.pValue());
    }
}
