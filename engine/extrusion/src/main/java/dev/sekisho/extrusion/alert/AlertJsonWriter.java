package dev.sekisho.extrusion.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes alerts as JSON lines in UTF-8, one object per alert. */
public final class AlertJsonWriter implements Closeable {
    private final JsonGenerator json;

    public AlertJsonWriter(OutputStream out) throws IOException {
        json = new JsonFactory().createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    /** Writes one alert and its line end. */
    public void write(Alert alert) throws IOException {
        json.writeStartObject();
        json.writeStringField("client", alert.client());
        json.writeStringField("server", alert.server());
        json.writeStringField("address", alert.address());
        json.writeNumberField("port", alert.port());
        json.writeStringField("kind", alert.kind().id());
        json.writeStringField("application", alert.application());
        json.writeNumberField("score", alert.score());
        if (alert.pValue() == null) {
            json.writeNullField("pValue");
        } else {
            json.writeNumberField("pValue", alert.pValue());
        }
        json.writeStringField("firstSeen", alert.firstSeen().toString());
        json.writeStringField("lastSeen", alert.lastSeen().toString());
        json.writeNumberField("exchanges", alert.exchanges());
        json.writeArrayFieldStart("reasons");
        for (Alert.Reason reason : alert.reasons()) {
            json.writeStartObject();
            json.writeStringField("index", reason.index());
            json.writeStringField("value", reason.value());
            json.writeStringField("ordinary", reason.ordinary());
            json.writeStringField("text", reason.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Writes the last line end and closes the stream. */
    @Override
    public void close() throws IOException {
        if (json.getOutputContext().getEntryCount() > 0) {
            json.writeRaw('\n');
        }
        json.close();
    }
}
