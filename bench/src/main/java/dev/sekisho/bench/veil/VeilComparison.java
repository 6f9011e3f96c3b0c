package dev.sekisho.bench.veil;

import dev.sekisho.veil.conversion.InputRow;
import dev.sekisho.veil.conversion.RowProver;
import dev.sekisho.veil.conversion.ServiceConversion;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.proof.ProofNonces;
import dev.sekisho.veil.record.RecordIntake;
import dev.sekisho.veil.record.ReplayWindow;
import dev.sekisho.veil.record.SensorRecord;
import dev.sekisho.veil.ristretto.RandomBytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Veil beside libsodium and, given a folder with the published WebAssembly library, beside that: in turn in one run, best
 * round of each by the thread's processor time, so that other programs on the machine count as little as they can.
 *
 * <pre>
 * java -cp … dev.sekisho.bench.veil.VeilComparison [ROUNDS [FOLDER]]
 * </pre>
 */
public final class VeilComparison {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final RandomBytes RANDOM = RandomBytes.secure();

    private VeilComparison() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        ConversionInput input = new ConversionInput();
        SodiumConversion sodium = new SodiumConversion(input);
        VeilParties parties = VeilParties.make(1);
        List<byte[]> records = parties.records(32, 0);
        Directory directory = parties.directory();
        List<ServiceConversion> conversions = List.of(
                parties.conversion(1, VeilParties.SERVICES.get(0)), parties.conversion(1, VeilParties.SERVICES.get(1)));
        RowProver prover = new RowProver(conversions.getFirst(), ProofNonces.hedged(RANDOM));
        List<InputRow> inputs = inputs(records, directory, VeilParties.SERVICES.getFirst());

        List<Measured> measured = List.of(
                new Measured("identity", ConversionInput.BATCH, input::convertIdentities),
                new Measured("identity, libsodium", ConversionInput.BATCH, sodium::convertIdentities),
                new Measured("field", ConversionInput.BATCH, input::convertFields),
                new Measured("field, libsodium", ConversionInput.BATCH, sodium::convertFields),
                new Measured("record checked", records.size(), () -> check(directory, records)),
                new Measured(
                        "record checked and converted for two services",
                        records.size(),
                        () -> checkAndConvert(directory, records, conversions)),
                new Measured(
                        "row for one service with its proofs",
                        inputs.size(),
                        () -> conversions.getFirst().convert(inputs, RANDOM).forEach(prover::prove)));
        double[] best = new double[measured.size()];
        java.util.Arrays.fill(best, Double.MAX_VALUE);
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < best.length; i++) {
                best[i] = Math.min(best[i], measured.get(i).microseconds());
            }
        }
        for (int i = 0; i < best.length; i++) {
            System.out.printf(
                    Locale.ROOT, "%-48s %8.1f us %8.0f/s%n", measured.get(i).name(), best[i], 1e6 / best[i]);
        }
        System.out.printf(Locale.ROOT, "identity: %.2f times libsodium%n", best[1] / best[0]);
        System.out.printf(Locale.ROOT, "field: %.2f times libsodium%n", best[3] / best[2]);
        if (arguments.length > 1) {
            Process node = new ProcessBuilder("node", "bench/veil/libpep.mjs", arguments[1], "--speed").start();
            String time = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            node.waitFor();
            System.out.println("identity, libpep-wasm: " + time + " us");
        }
        System.out.printf(
                Locale.ROOT,
                "load average %.1f%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static void check(Directory directory, List<byte[]> records) {
        RecordIntake intake = new RecordIntake(directory, new ReplayWindow());
        for (byte[] record : records) {
            if (intake.take(record, 0, 0).ifRejected().isPresent()) {
                throw new IllegalStateException("an honest record was rejected");
            }
        }
    }

    private static void checkAndConvert(
            Directory directory, List<byte[]> records, List<ServiceConversion> conversions) {
        RecordIntake intake = new RecordIntake(directory, new ReplayWindow());
        List<SensorRecord> accepted = new ArrayList<>();
        for (byte[] record : records) {
            accepted.add(intake.take(record, 0, 0).ifAccepted().orElseThrow());
        }
        for (int i = 0; i < conversions.size(); i++) {
            String service = VeilParties.SERVICES.get(i);
            List<InputRow> rows = accepted.stream()
                    .map(record -> InputRow.of(record, directory, service).orElseThrow())
                    .toList();
            conversions
                    .get(i)
                    .convert(rows, RANDOM)
                    .forEach(row -> row.row().columns().forEach(column -> column.encode(new byte[64], 0)));
        }
    }

    private static List<InputRow> inputs(List<byte[]> records, Directory directory, String service) {
        RecordIntake intake = new RecordIntake(directory, new ReplayWindow());
        return records.stream()
                .map(record -> InputRow.of(intake.parse(record).orElseThrow(), directory, service)
                        .orElseThrow())
                .toList();
    }

    /**
     * Something that is measured.
     *
     * @param name its name
     * @param operations how many it does at once
     * @param work the work
     */
    private record Measured(String name, int operations, Runnable work) {
        double microseconds() {
            long before = THREADS.getCurrentThreadCpuTime();
            work.run();
            return (THREADS.getCurrentThreadCpuTime() - before) / 1000.0 / operations;
        }
    }
}
