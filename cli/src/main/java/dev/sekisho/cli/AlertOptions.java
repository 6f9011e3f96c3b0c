package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.alert.AlertCsvWriter;
import dev.sekisho.extrusion.alert.AlertJsonWriter;
import dev.sekisho.extrusion.alert.BlockList;
import dev.sekisho.extrusion.alert.StixBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that writes finished alerts, and the writing; a mixin. */
final class AlertOptions {
    @Option(names = "--alerts", paramLabel = "FILE", description = "Write alerts as JSON, one object a line.")
    private @Nullable Path json;

    @Option(names = "--alerts-csv", paramLabel = "FILE", description = "Write alerts as CSV with a header line.")
    private @Nullable Path csv;

    @Option(
            names = "--syslog",
            paramLabel = "TARGET",
            description = "Send alerts as syslog (RFC 5424) with CEF to udp:HOST:PORT or tcp:HOST:PORT, or write them"
                    + " to a file.")
    private @Nullable String syslog;

    @Option(names = "--stix", paramLabel = "FILE", description = "Write alerts as a STIX 2.1 bundle.")
    private @Nullable Path stix;

    @Option(names = "--block-list", paramLabel = "FILE", description = "Write the servers to block, one a line.")
    private @Nullable Path blockList;

    @Option(names = "--block-squid", paramLabel = "FILE", description = "Write access rules that block them in Squid.")
    private @Nullable Path blockSquid;

    @Option(names = "--block-rpz", paramLabel = "FILE", description = "Write a response policy zone that blocks them.")
    private @Nullable Path blockZone;

    /** Writes {@code alerts} wherever the user wants them; {@code inputs} must not be overwritten. */
    void write(List<Alert> alerts, List<Path> inputs) {
        write(json, inputs, out -> writeJson(alerts, out));
        writeLists(alerts, inputs);
        if (syslog != null) {
            SyslogTarget.of(syslog).send(alerts, inputs);
        }
    }

    private static void writeJson(List<Alert> alerts, OutputStream out) throws IOException {
        AlertJsonWriter writer = new AlertJsonWriter(out);
        for (Alert alert : alerts) {
            writer.write(alert);
        }
        writer.close();
    }

    /** Appends {@code alerts} to the file of JSON lines, if there is one. */
    void appendJson(List<Alert> alerts) {
        if (json == null) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try {
            writeJson(alerts, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new GrowingFile(json).append(lines.toByteArray());
    }

    /** Writes the files that tell all alerts that hold: CSV, STIX and lists of servers to block. */
    void writeLists(List<Alert> alerts, List<Path> inputs) {
        write(csv, inputs, out -> out.write(AlertCsvWriter.toString(alerts).getBytes(UTF_8)));
        write(stix, inputs, out -> StixBundle.write(alerts, out));
        BlockList servers = new BlockList(alerts);
        Instant newest =
                alerts.stream().map(Alert::lastSeen).max(Instant::compareTo).orElse(Instant.EPOCH);
        write(blockList, inputs, out -> out.write(servers.toPlainText().getBytes(UTF_8)));
        write(blockSquid, inputs, out -> out.write(servers.toSquid().getBytes(UTF_8)));
        write(
                blockZone,
                inputs,
                out -> out.write(servers.toResponsePolicyZone(newest).getBytes(UTF_8)));
    }

    /** Where syslog messages go, null if nowhere. */
    @Nullable
    SyslogTarget syslog() {
        return syslog == null ? null : SyslogTarget.of(syslog);
    }

    /** Finds out before any work whether all files can be written, {@code more} of them included if it is not null. */
    void check(List<Path> inputs, @Nullable Path more) {
        Stream.concat(files(), Stream.ofNullable(more)).forEach(file -> ResultFile.check(file, inputs));
    }

    /** The files that will be written. */
    private Stream<Path> files() {
        return Stream.of(json, csv, stix, blockList, blockSquid, blockZone).filter(Objects::nonNull);
    }

    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Writes {@code file}, if there is one. */
    static void write(@Nullable Path file, List<Path> inputs, Writing writing) {
        if (file != null) {
            ResultFile.write(file, inputs, out -> {
                writing.to(out);
                return file;
            });
        }
    }
}
