package dev.sekisho.extrusion.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sekisho.extrusion.evaluate.EvaluationReport.CalibrationReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.FamilyReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.JudgeReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.OtherAlarm;
import dev.sekisho.extrusion.evaluate.EvaluationReport.Ratio;
import dev.sekisho.extrusion.evaluate.EvaluationReport.SetReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.TailShare;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as one JSON object; what is not a number is null. */
public final class ReportJson {
    private ReportJson() {}

    /** Writes {@code report} to {@code output} and flushes it. */
    public static void write(EvaluationReport report, OutputStream output) throws IOException {
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(output)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            sets(json, "sets", report.sets());
            sets(json, "leftOut", report.leftOut());
            strings(json, "repeated", report.repeated());
            strings(json, "unreadable", report.unreadable());
            json.writeNumberField("wallSeconds", report.wallSeconds());
            json.writeNumberField("peakMemoryBytes", report.peakMemoryBytes());
            json.writeEndObject();
        }
    }

    private static void sets(JsonGenerator json, String name, List<SetReport> sets) throws IOException {
        json.writeArrayFieldStart(name);
        for (SetReport set : sets) {
            json.writeStartObject();
            json.writeStringField("name", set.name());
            json.writeNumberField("inputs", set.inputs());
            json.writeArrayFieldStart("families");
            for (FamilyReport family : set.families()) {
                json.writeStartObject();
                json.writeStringField("name", family.name());
                json.writeNumberField("found", family.found());
                json.writeNumberField("total", family.total());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("judges");
            for (JudgeReport judge : set.judges()) {
                judge(json, judge);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void judge(JsonGenerator json, JudgeReport judge) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", judge.name());
        json.writeNumberField("found", judge.found());
        json.writeNumberField("sources", judge.sources());
        json.writeNumberField("falseAlarms", judge.falseAlarms());
        json.writeNumberField("negatives", judge.negatives());
        interval(json, "falseAlarmInterval", judge.falseAlarmInterval());
        json.writeNumberField("backgroundAlarms", judge.backgroundAlarms());
        json.writeNumberField("background", judge.background());
        json.writeNumberField("otherAlarms", judge.otherAlarms());
        number(json, "area", judge.area());
        Ratio ratio = judge.ratioOfDetector();
        if (ratio != null) {
            number(json, "ratioOfDetector", ratio.value());
            interval(json, "ratioInterval", ratio.interval());
        }
        number(json, "medianExchanges", judge.medianExchanges());
        number(json, "medianMinutes", judge.medianMinutes());
        calibration(json, judge.calibration());
        strings(json, "alarmed", judge.alarmed());
        strings(json, "missed", judge.missed());
        others(json, judge.others());
        json.writeEndObject();
    }

    private static void calibration(JsonGenerator json, @Nullable CalibrationReport calibration) throws IOException {
        if (calibration == null) {
            return;
        }
        json.writeObjectFieldStart("calibration");
        json.writeNumberField("pairs", calibration.pairs());
        json.writeNumberField("calibrated", calibration.calibrated());
        json.writeNumberField("smallestPValue", calibration.smallestPValue());
        json.writeArrayFieldStart("tails");
        for (TailShare tail : calibration.tails()) {
            json.writeStartObject();
            json.writeNumberField("level", tail.level());
            json.writeNumberField("share", tail.share());
            json.writeNumberField("expected", tail.expected());
            interval(json, "interval", tail.interval());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void others(JsonGenerator json, List<OtherAlarm> others) throws IOException {
        json.writeArrayFieldStart("others");
        for (OtherAlarm other : others) {
            json.writeStartObject();
            json.writeStringField("input", other.input());
            json.writeStringField("client", other.client());
            json.writeStringField("server", other.server());
            json.writeNumberField("score", other.score());
            json.writeStringField("reason", other.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void interval(JsonGenerator json, String name, ProportionInterval interval) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeNumber(interval.lower());
        if (Double.isFinite(interval.upper())) {
            json.writeNumber(interval.upper());
        } else {
            json.writeNull();
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
