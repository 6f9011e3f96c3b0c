package dev.sekisho.extrusion.report;

import dev.sekisho.extrusion.verdict.Explanation;
import dev.sekisho.extrusion.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes why one pair is judged as it is as one HTML file. */
public final class PairReport {
    private final StringBuilder html = new StringBuilder(32_768);
    private final Content content;

    /**
     * What the page shows.
     *
     * @param inputs names of what was read
     * @param explanation the verdict and what it rests on
     * @param series what went between the two, null where it was not kept
     * @param ordinary an ordinary pair of the nearest group to look at beside it, null if there is none
     */
    public record Content(
            List<String> inputs,
            Explanation explanation,
            @Nullable Series series,
            @Nullable Series ordinary) {

        public Content {
            inputs = List.copyOf(inputs);
        }
    }

    private PairReport(Content content) {
        this.content = content;
    }

    /** The page for {@code content}. */
    public static String of(Content content) {
        PairReport writer = new PairReport(content);
        writer.page();
        return writer.html.toString();
    }

    private void page() {
        Verdict verdict = content.explanation().verdict();
        String title = verdict.key().client() + " → " + verdict.key().server();
        Page.open(html, title);
        html.append("<header>\n<h1>").append(Html.escape(title)).append("</h1>\n<p>");
        html.append(Html.escape(String.join(", ", content.inputs()))).append("</p>\n</header>\n<main>\n");
        verdict(verdict);
        pictures();
        parts(
                "for",
                "What speaks for command and control",
                content.explanation().parts().stream()
                        .filter(part -> part.weight() >= Explanation.NO_WEIGHT)
                        .toList());
        parts(
                "against",
                "What speaks against it",
                content.explanation().parts().stream()
                        .filter(part -> part.weight() <= -Explanation.NO_WEIGHT)
                        .sorted((one, other) -> Double.compare(one.weight(), other.weight()))
                        .toList());
        parts(
                "none",
                "What has no weight here",
                content.explanation().parts().stream()
                        .filter(part -> Math.abs(part.weight()) < Explanation.NO_WEIGHT)
                        .toList());
        Page.close(html);
    }

    private void verdict(Verdict verdict) {
        html.append("<section class=\"cards\">\n<div class=\"card ").append(verdict.rogue() ? "alarm" : "calm");
        html.append("\"><b>").append(verdict.rogue() ? "Rogue" : "Ordinary").append("</b> ");
        html.append(verdict.rogue() ? "behaves like command and control" : "nothing to alarm anybody");
        html.append("</div>\n");
        card(
                String.format(Locale.ROOT, "%.3f", verdict.score()),
                String.format(
                        Locale.ROOT,
                        "score; an alarm above %.3f",
                        content.explanation().alarmScore()));
        card(
                Words.probability(verdict.pValue()),
                "of ordinary pairs look as suspicious, by " + Words.number(verdict.calibrated()));
        card(Words.number(verdict.exchanges()), verdict.exchanges() == 1 ? "exchange" : "exchanges");
        html.append("</section>\n<p class=\"facts\">");
        if (!verdict.key().address().isEmpty() && verdict.key().isNamed()) {
            html.append("at ").append(Html.escape(verdict.key().address())).append(" · ");
        }
        if (verdict.key().port() > 0) {
            html.append("port ").append(verdict.key().port()).append(" · ");
        }
        html.append("from ").append(Words.time(verdict.firstSeen()));
        html.append(" to ").append(Words.time(verdict.lastSeen()));
        if (verdict.firstAlarm() != null) {
            html.append(" · alarm first raised at ").append(Words.time(verdict.firstAlarm()));
            html.append(", after ")
                    .append(Words.number(verdict.exchangesUntilAlarm()))
                    .append(" exchanges");
        }
        html.append("</p>\n<p>The nearest group of ordinary traffic is “").append(Html.escape(verdict.group()));
        html.append(String.format(
                Locale.ROOT,
                "”: this pair is %.2f times as far from it as nearly all its members, which speaks ",
                verdict.distance()));
        html.append(inWords(content.explanation().distanceWeight())).append(".</p>\n");
    }

    private static String inWords(double weight) {
        String words = Explanation.inWords(weight);
        return words.startsWith("no") ? "neither for nor against" : words;
    }

    private void card(String number, String text) {
        html.append("<div class=\"card plain\"><b>").append(Html.escape(number)).append("</b> ");
        html.append(Html.escape(text)).append("</div>\n");
    }

    private void pictures() {
        Series series = content.series();
        if (series == null || series.points().isEmpty()) {
            return;
        }
        html.append("<section><h2>What went each way</h2>\n<div class=\"figures\">\n");
        Page.figure(html, series);
        Series ordinary = content.ordinary();
        if (ordinary != null && !ordinary.points().isEmpty()) {
            Page.figure(html, ordinary);
        }
        html.append("</div>\n<p class=\"read\">")
                .append(Page.HOW_TO_READ_PICTURES)
                .append("</p></section>\n");
    }

    private void parts(String id, String title, List<Explanation.Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        html.append("<section id=\"").append(id).append("\"><h2>").append(title).append("</h2>\n");
        html.append("<div class=\"wide\" tabindex=\"0\"><table class=\"stacked\">\n<thead><tr><th>What it means");
        html.append("<th>Measured<th>Ordinarily<th>Weight<th>Index</tr></thead>\n<tbody>\n");
        for (Explanation.Part part : parts) {
            html.append("<tr><td class=\"why\">").append(Html.escape(part.meaning()));
            html.append("<td data-name=\"Measured\">").append(Html.escape(part.value()));
            html.append("<td data-name=\"Ordinarily\">").append(Html.escape(part.usual()));
            html.append("<td data-name=\"Weight\">").append(part.weightInWords());
            html.append(String.format(Locale.ROOT, " (%+.2f)", part.weight()));
            html.append("<td data-name=\"Index\">")
                    .append(Html.escape(part.index().id()))
                    .append("</tr>\n");
        }
        html.append("</tbody></table></div></section>\n");
    }
}
