package dev.sekisho.bench.prior;

import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.activity.InternalNetworks;
import dev.sekisho.extrusion.model.Example;
import dev.sekisho.extrusion.model.ExampleTable;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.extrusion.model.ModelFile;
import dev.sekisho.extrusion.model.Prior;
import dev.sekisho.extrusion.model.Trainer;
import dev.sekisho.extrusion.verdict.ExampleCollector;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.input.ProgressListener;
import dev.sekisho.traffic.input.TrafficReader;
import dev.sekisho.traffic.log.LogReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code prior-model.json} and {@code prior-examples.csv.gz} out of labelled traffic.
 *
 * <pre>
 * java -cp … dev.sekisho.bench.prior.PriorMaker OUT_FOLDER TABLE...
 * </pre>
 *
 * <p>Each TABLE is a file with the columns of {@code evaluate.csv} whose inputs lie beside it. Learned from: the pairs of
 * benign inputs as ordinary traffic and the named servers of malware inputs as command and control. Nothing is learned
 * from the other pairs of infected machines, from untrusted and prohibited inputs.
 */
public final class PriorMaker {
    private static final int COLUMNS = 8;

    private final ExampleCollector.Numbers numbers = new ExampleCollector.Numbers();
    private final List<Example> examples = new ArrayList<>();
    private final Set<String> groups = new TreeSet<>();
    private int ordinaryInputs;

    private PriorMaker() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path out = Path.of(arguments[0]);
        PriorMaker maker = new PriorMaker();
        for (String table : Arrays.asList(arguments).subList(1, arguments.length)) {
            maker.read(Path.of(table));
        }
        maker.write(out);
    }

    private void read(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",", COLUMNS);
            boolean malware = row[1].equals("malware");
            if (malware ? !row[3].isEmpty() : row[1].equals("benign")) {
                input(table.resolveSibling(row[0]), row, malware);
            }
        }
    }

    private void input(Path path, String[] row, boolean malware) {
        Set<String> servers = Set.of(row[3].split(";"));
        Set<String> clients = row[4].isEmpty() ? Set.of() : Set.of(row[4].split(";"));
        InternalNetworks internal = row[5].isEmpty()
                ? InternalNetworks.PRIVATE
                : row[5].equals("-") ? InternalNetworks.NONE : InternalNetworks.of(row[5].split(";"));
        boolean manyClients = !row[5].isEmpty() && !malware;
        ExampleCollector.Labels labels = new ExampleCollector.Labels() {
            @Override
            public Example.@Nullable Label label(SessionKey key) {
                if (!malware) {
                    return Example.Label.ORDINARY;
                }
                boolean named = servers.contains(key.server()) || servers.contains(key.address());
                return named && (clients.isEmpty() || clients.contains(key.client())) ? Example.Label.ROGUE : null;
            }

            @Override
            public String group() {
                return malware ? row[2] : row[0];
            }

            @Override
            public String source(SessionKey key) {
                return malware ? row[2] : manyClients ? row[0] + " " + key.client() : row[0];
            }
        };
        ExampleCollector collector =
                new ExampleCollector(ActivitySettings.DEFAULT.withInternal(internal), labels, numbers);
        if (Files.isDirectory(path)) {
            new LogReader(SessionSettings.DEFAULT, collector).read(List.of(path));
        } else {
            new TrafficReader().read(List.of(path), SessionSettings.DEFAULT, collector, ProgressListener.NONE);
        }
        List<Example> found = collector.examples();
        if (malware) {
            groups.add(row[2]);
        } else {
            ordinaryInputs++;
        }
        System.err.println(
                row[0] + ": " + found.stream().filter(Example::last).count() + " pairs, " + found.size() + " moments");
        examples.addAll(found);
    }

    private void write(Path out) throws IOException {
        try (OutputStream file = Files.newOutputStream(out.resolve("prior-examples.csv.gz"))) {
            ExampleTable.write(examples, file);
        }
        List<Example> rounded;
        try (var file = Files.newInputStream(out.resolve("prior-examples.csv.gz"))) {
            rounded = ExampleTable.read(file);
        }
        Model model = new Trainer(Prior.SEED).train(rounded, about());
        try (OutputStream file = Files.newOutputStream(out.resolve("prior-model.json"))) {
            ModelFile.write(model, file);
        }
    }

    private List<String> about() {
        long ordinary = count(Example.Label.ORDINARY);
        long rogue = count(Example.Label.ROGUE);
        return List.of(
                "Ordinary: " + ordinary + " pairs of client and server from " + ordinaryInputs
                        + " captures and logs of applications, browsing and recorded programs.",
                "Command and control: " + rogue + " pairs from " + groups.size() + " groups of malware captures: "
                        + String.join(", ", groups) + ".",
                "Nothing was learned from other traffic of infected machines.");
    }

    private long count(Example.Label label) {
        return examples.stream()
                .filter(example -> example.last() && example.label() == label)
                .count();
    }
}
