package dev.sekisho.veil.station;

import dev.sekisho.veil.conversion.ConvertedRow;
import dev.sekisho.veil.conversion.InputRow;
import dev.sekisho.veil.conversion.Row;
import dev.sekisho.veil.conversion.RowProver;
import dev.sekisho.veil.conversion.ServiceConversion;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.ProofNonces;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.RecordIntake;
import dev.sekisho.veil.record.SensorRecord;
import dev.sekisho.veil.ristretto.RandomBytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Converts what a transcryptor has accepted: each entry of its queue into a row for each service. */
final class ConversionLine {
    private final Directory directory;
    private final TranscryptorSecrets secrets;
    private final RecordIntake intake;
    private final Workers workers;
    private final RandomBytes random;
    private final Map<String, ServiceConversion> conversions = new ConcurrentHashMap<>();
    private final Map<String, RowProver> provers = new ConcurrentHashMap<>();
    private volatile String last = "nothing yet";

    ConversionLine(
            Directory directory,
            TranscryptorSecrets secrets,
            RecordIntake intake,
            Workers workers,
            RandomBytes random) {
        this.directory = directory;
        this.secrets = secrets;
        this.intake = intake;
        this.workers = workers;
        this.random = random;
    }

    /** Everything that the transcryptor can see of the last row, in words. */
    String view() {
        return last;
    }

    /** The rows for some services, by batch. */
    Map<OpenBatches.Key, List<Row>> rows(List<byte[]> entries, Collection<String> services) {
        Map<OpenBatches.Key, List<Row>> rows = new TreeMap<>();
        convert(entries, services)
                .forEach((key, converted) -> rows.put(
                        key,
                        converted.stream()
                                .flatMap(part -> part.rows.stream())
                                .map(ConvertedRow::row)
                                .toList()));
        return rows;
    }

    /** The rows for all services with their proofs, as messages for the next transcryptor. */
    List<byte[]> provenRows(List<byte[]> entries) {
        List<byte[]> messages = new ArrayList<>();
        convert(entries, directory.services().keySet()).forEach((key, converted) -> {
            RowProver prover = provers.computeIfAbsent(
                    key.schema() + " " + key.service(),
                    name -> new RowProver(conversion(key.service(), key.schema()), ProofNonces.hedged(random)));
            workers.map(converted, part -> part.prove(key.service(), prover)).forEach(messages::addAll);
        });
        return messages;
    }

    private ServiceConversion conversion(String service, int schema) {
        return conversions.computeIfAbsent(
                schema + " " + service, name -> new ServiceConversion(secrets, directory, service, schema));
    }

    private Map<OpenBatches.Key, List<Converted>> convert(List<byte[]> entries, Collection<String> services) {
        List<Accepted> known = workers.map(entries, this::read).stream()
                .flatMap(Optional::stream)
                .toList();
        Map<OpenBatches.Key, List<Work>> work = new TreeMap<>();
        for (Accepted entry : known) {
            RecordHeader header = entry.record.header();
            for (String service : services) {
                input(entry, service)
                        .ifPresent(row -> work.computeIfAbsent(
                                        new OpenBatches.Key(service, header.schema(), header.slot()),
                                        key -> new ArrayList<>())
                                .add(new Work(header.policyClass(), entry.bytes, row)));
            }
        }
        Map<OpenBatches.Key, List<Converted>> converted = new TreeMap<>();
        work.forEach((key, rows) -> converted.put(key, convert(key, rows)));
        return converted;
    }

    private List<Converted> convert(OpenBatches.Key key, List<Work> work) {
        ServiceConversion conversion = conversion(key.service(), key.schema());
        int parts = Math.min(work.size(), Runtime.getRuntime().availableProcessors() * 2);
        List<List<Work>> cut = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            cut.add(work.subList(work.size() * i / parts, work.size() * (i + 1) / parts));
        }
        List<Converted> converted = workers.map(
                cut,
                part -> new Converted(
                        part, conversion.convert(part.stream().map(Work::input).toList(), random)));
        last = "class " + work.getLast().policyClass + " of schema " + key.schema() + ", a row for \"" + key.service()
                + "\": "
                + HexFormat.of()
                        .formatHex(converted
                                .getLast()
                                .rows
                                .getLast()
                                .row()
                                .identity()
                                .randomness()
                                .encode())
                + " …";
        return converted;
    }

    /** An entry of the own queue: it was checked before it came there. */
    private Optional<Accepted> read(byte[] entry) {
        if (secrets.position() == 1) {
            return intake.parse(entry).map(record -> new Accepted(record, ByteString.of(entry), null));
        }
        return ProvenRow.decode(entry)
                .flatMap(proven -> intake.parse(proven.record().toBytes())
                        .map(record -> new Accepted(record, proven.record(), proven)));
    }

    private Optional<InputRow> input(Accepted entry, String service) {
        ProvenRow proven = entry.proven;
        if (proven == null) {
            return InputRow.of(entry.record, directory, service);
        }
        return proven.service().equals(service) ? Optional.of(InputRow.of(proven.row())) : Optional.empty();
    }

    /** An entry of the queue: a record, and at a later transcryptor the row that it came with. */
    private record Accepted(
            SensorRecord record, ByteString bytes, @Nullable ProvenRow proven) {}

    /** One row to convert. */
    private record Work(int policyClass, ByteString record, InputRow input) {}

    /** Rows that have been converted together. */
    private record Converted(List<Work> work, List<ConvertedRow> rows) {
        List<byte[]> prove(String service, RowProver prover) {
            List<byte[]> messages = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                ConvertedRow row = rows.get(i);
                messages.add(new ProvenRow(service, work.get(i).record, row.row(), prover.prove(row)).encode());
            }
            return messages;
        }
    }
}
