package dev.sekisho.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sekisho.ledger.verify.CheckpointVerdict;
import dev.sekisho.ledger.verify.Misfit;
import dev.sekisho.ledger.verify.VerificationReport;
import dev.sekisho.ledger.verify.VerificationRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** What a verification of the ledger found, as one JSON object. */
final class LedgerJson {
    private LedgerJson() {}

    static String of(VerificationRequest request, VerificationReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("outcome", name(report.outcome()));
            json.writeStringField("origin", request.origin());
            json.writeStringField("key", request.key().toString());
            json.writeNumberField("entries", report.entries());
            json.writeNumberField("consistent", report.consistent());
            json.writeNumberField("vouched", report.vouched());
            json.writeArrayFieldStart("checkpoints");
            for (CheckpointVerdict verdict : report.checkpoints()) {
                write(json, verdict);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("misfits");
            for (Misfit misfit : report.misfits()) {
                write(json, misfit);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, CheckpointVerdict verdict) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", verdict.name());
        json.writeNumberField("size", verdict.size());
        json.writeBooleanField("outside", verdict.vouches());
        json.writeBooleanField("fits", verdict.fits());
        json.writeObjectFieldStart("cosigned");
        for (Map.Entry<String, ?> witness : verdict.cosigned().entrySet()) {
            json.writeStringField(witness.getKey(), String.valueOf(witness.getValue()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Misfit misfit) throws IOException {
        json.writeStartObject();
        switch (misfit) {
            case Misfit.Entry entry -> {
                json.writeStringField("kind", "entry");
                json.writeNumberField("index", entry.index());
                json.writeStringField("change", name(entry.change()));
                if (entry.other().isPresent()) {
                    json.writeNumberField("other", entry.other().getAsLong());
                }
                json.writeStringField("expected", entry.expected().toString());
                json.writeStringField("checkpoint", entry.checkpoint());
            }
            case Misfit.Range range -> {
                json.writeStringField("kind", "range");
                json.writeNumberField("from", range.from());
                json.writeNumberField("to", range.to());
                if (range.contradiction().isPresent()) {
                    json.writeNumberField("contradiction", range.contradiction().getAsLong());
                }
                json.writeStringField("checkpoint", range.checkpoint());
            }
            case Misfit.Tile(String path, String reason) -> {
                json.writeStringField("kind", "tile");
                json.writeStringField("path", path);
                json.writeStringField("reason", reason);
            }
            case Misfit.Surplus(String path, long index) -> {
                json.writeStringField("kind", "surplus");
                json.writeStringField("path", path);
                json.writeNumberField("index", index);
            }
            case Misfit.Checkpoint(String name, String reason) -> {
                json.writeStringField("kind", "checkpoint");
                json.writeStringField("checkpoint", name);
                json.writeStringField("reason", reason);
            }
            case Misfit.Fork(String one, String other, long size) -> {
                json.writeStringField("kind", "fork");
                json.writeStringField("one", one);
                json.writeStringField("other", other);
                json.writeNumberField("size", size);
            }
        }
        json.writeStringField("text", LedgerText.sentence(misfit));
        json.writeEndObject();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
