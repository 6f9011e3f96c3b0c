package dev.sekisho.cli;

import dev.sekisho.veil.access.DisplayLabel;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.station.StationClient;
import dev.sekisho.veil.station.TlsIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays the whole story with real processes that talk over TLS on this machine. */
@Command(
        name = "demo",
        description =
                "Plays a day of readings through all parties, each a process of its own, and shows what each can see.",
        footer = {
            "",
            "Exit code 0 when every record arrived, nobody on the way learned the name, and every attack was stopped; 1 if"
                    + " not."
        })
final class VeilDemoCommand implements Callable<Integer> {
    private static final int FEWEST_HOUSEHOLDS = 2;
    private static final int MOST_HOUSEHOLDS = 200;
    private static final long PATIENCE_MILLISECONDS = 120_000;

    @Option(
            names = "--households",
            defaultValue = "5",
            paramLabel = "N",
            description = "How many households, 2 to 200. Default: ${DEFAULT-VALUE}.")
    private int households;

    @Option(
            names = "--transcryptors",
            paramLabel = "N",
            description = "Plays it with 1 or 2 distribution services only. Default: first with one, then with two.")
    private @Nullable Integer transcryptors;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    private boolean failed;

    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
        if (households < FEWEST_HOUSEHOLDS || households > MOST_HOUSEHOLDS) {
            throw new ParameterException(
                    spec.commandLine(), "--households must be between 2 and 200, but is " + households);
        }
        if (transcryptors != null && transcryptors != 1 && transcryptors != 2) {
            throw new ParameterException(spec.commandLine(), "--transcryptors must be 1 or 2, but is " + transcryptors);
        }
        for (int count : transcryptors == null ? List.of(1, 2) : List.of(transcryptors)) {
            Path home = Files.createTempDirectory("sekisho-veil-");
            try {
                play(home, count);
            } finally {
                delete(home);
            }
        }
        return failed ? ExitCode.NOTHING_READABLE : ExitCode.READ_FULLY;
    }

    private void play(Path home, int count) throws IOException, GeneralSecurityException, InterruptedException {
        say("");
        say("=== " + (count == 1 ? "one distribution service" : "two distribution services") + ", " + households
                + " households, a day of " + VeilWorld.SLOTS + " readings");
        VeilWorld world = VeilWorld.make(home, count, households);
        List<Process> processes = new ArrayList<>();
        try {
            Map<String, Integer> ports = start(world, count, processes);
            TlsIdentity operator = VeilWorld.tls(home.resolve("operator"));
            SSLContext stations = operator.context();
            say("");
            say("gateway      " + run(world, "gateway", processes, "--next", port(ports, "collector")));
            int expected = households * VeilWorld.SLOTS;
            awaitReadings(stations, ports, expected);
            showViews(world, stations, ports, count);
            say("");
            say("the user's terminal, without a certificate and without a name:");
            say(run(
                    world,
                    "terminal",
                    processes,
                    "--service",
                    "energy=" + port(ports, "energy"),
                    "--service",
                    "monitoring=" + port(ports, "monitoring")));
            attack(world, operator, ports, count);
            searchForTheName(world);
        } finally {
            for (Process process : processes) {
                process.destroy();
            }
            for (Process process : processes) {
                process.waitFor(5, TimeUnit.SECONDS);
            }
        }
    }

    private Map<String, Integer> start(VeilWorld world, int count, List<Process> processes) throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String service : List.of(VeilWorld.ENERGY, VeilWorld.MONITORING)) {
            ports.put(service, serve(world, "service", service, processes));
        }
        for (int position = count; position >= 1; position--) {
            List<String> options = new ArrayList<>();
            if (position == count) {
                for (String service : List.of(VeilWorld.ENERGY, VeilWorld.MONITORING)) {
                    options.addAll(List.of("--service", service + "=" + port(ports, service)));
                }
            } else {
                options.addAll(List.of("--next", port(ports, "distributor-" + (position + 1))));
            }
            ports.put(
                    "distributor-" + position,
                    serve(world, "distributor", "distributor-" + position, processes, options.toArray(String[]::new)));
        }
        ports.put(
                "collector", serve(world, "collector", "collector", processes, "--next", port(ports, "distributor-1")));
        return ports;
    }

    private static String port(Map<String, Integer> ports, String station) {
        return String.valueOf(ports.get(station));
    }

    private Process process(VeilWorld world, String role, String party, String... options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // a short life: what the second compiler makes would come too late
                "-Xmx192m",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sekisho.cli.Sekisho",
                "veil",
                "station",
                role,
                world.home().resolve(party).toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(world.home().resolve(party + ".log").toFile())
                .start();
    }

    private int serve(VeilWorld world, String role, String party, List<Process> processes, String... options)
            throws IOException {
        Process process = process(world, role, party, options);
        processes.add(process);
        String line = new BufferedReader(process.inputReader(StandardCharsets.UTF_8)).readLine();
        if (line == null || !line.startsWith("port ")) {
            throw new CommandFailure(
                    ExitCode.INTERNAL_FAULT,
                    "the process of \"" + party + "\" did not start: "
                            + Files.readString(world.home().resolve(party + ".log")));
        }
        say(String.format(java.util.Locale.ROOT, "%-13s process %d, port %s", party, process.pid(), line.substring(5)));
        return Integer.parseInt(line.substring(5));
    }

    private String run(VeilWorld world, String party, List<Process> processes, String... options)
            throws IOException, InterruptedException {
        Process process = process(world, party, party, options);
        processes.add(process);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new CommandFailure(
                    ExitCode.INTERNAL_FAULT,
                    "the process of \"" + party + "\" failed: "
                            + Files.readString(world.home().resolve(party + ".log")));
        }
        return output;
    }

    private void awaitReadings(SSLContext stations, Map<String, Integer> ports, int expected)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLISECONDS * 1_000_000;
        String want = expected + " kept";
        for (String service : List.of(VeilWorld.ENERGY, VeilWorld.MONITORING)) {
            while (!view(stations, ports, service).startsWith(want)) {
                if (System.nanoTime() > deadline) {
                    failed = true;
                    say(service + ": only " + view(stations, ports, service) + " of " + expected);
                    return;
                }
                Thread.sleep(100);
            }
        }
        say("every one of " + expected + " records has arrived at both services");
    }

    private static String view(SSLContext stations, Map<String, Integer> ports, String station) throws IOException {
        try (StationClient client = new StationClient(stations, ports.getOrDefault(station, 0))) {
            return new String(client.post("/view", new byte[0]).body().toBytes(), StandardCharsets.UTF_8);
        }
    }

    private void showViews(VeilWorld world, SSLContext stations, Map<String, Integer> ports, int count)
            throws IOException {
        Directory directory = world.directory();
        say("");
        say("what each party can see:");
        say("  the gateway    Taro  " + VeilStationCommand.readings(0, VeilWorld.SLOTS - 1));
        List<String> stationsInOrder = new ArrayList<>(List.of("collector", "distributor-1"));
        if (count == 2) {
            stationsInOrder.add("distributor-2");
        }
        for (String station : stationsInOrder) {
            say(String.format(
                    java.util.Locale.ROOT,
                    "  %-14s %s",
                    station,
                    view(stations, ports, station).replace("\n", "\n                 ")));
        }
        for (String service : List.of(VeilWorld.ENERGY, VeilWorld.MONITORING)) {
            try (StationClient client = new StationClient(stations, ports.getOrDefault(service, 0))) {
                byte[] pseudonym = world.user().pseudonym(directory, service).encode();
                String seen =
                        new String(client.post("/view-one", pseudonym).body().toBytes(), StandardCharsets.UTF_8);
                say(String.format(
                        java.util.Locale.ROOT,
                        "  %-14s %s",
                        service,
                        seen.lines().reduce((first, second) -> second).orElse("nothing")));
            }
        }
        say("  Taro alone knows that he is "
                + DisplayLabel.of(world.user().pseudonym(directory, VeilWorld.ENERGY)) + " there and "
                + DisplayLabel.of(world.user().pseudonym(directory, VeilWorld.MONITORING)) + " here");
    }

    private void attack(VeilWorld world, TlsIdentity operator, Map<String, Integer> ports, int count)
            throws IOException, GeneralSecurityException {
        VeilAttacks attacks = new VeilAttacks(world, operator.context(), operator.anonymousContext());
        attacks.onRecords(ports.getOrDefault("distributor-1", 0));
        if (count == 2) {
            attacks.onRows(ports.getOrDefault("distributor-2", 0));
        }
        attacks.onSignIn(ports.getOrDefault(VeilWorld.ENERGY, 0));
        say("");
        say("what was attacked, and how it was stopped:");
        for (VeilAttacks.Outcome outcome : attacks.outcomes()) {
            say(String.format(java.util.Locale.ROOT, "  %-44s %s", outcome.attempt(), outcome.end()));
            failed = failed || !outcome.wasStopped();
        }
    }

    /** Looks through everything that the parties on the way have on their disks. */
    private void searchForTheName(VeilWorld world) throws IOException {
        List<byte[]> traces = List.of(
                "Taro".getBytes(StandardCharsets.UTF_8),
                world.user().secret().encode(),
                world.user().identity().encode());
        int files = 0;
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(world.home())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path party = world.home().relativize(file).getName(0);
                if (party.toString().startsWith("gateway") || party.toString().startsWith("terminal")) {
                    continue;
                }
                files++;
                byte[] content = Files.readAllBytes(file);
                if (traces.stream().anyMatch(trace -> contains(content, trace))) {
                    found.add(file);
                }
            }
        }
        say("");
        if (found.isEmpty()) {
            say("searched " + files
                    + " files of all parties on the way, queues and journals included: neither the name nor"
                    + " the user's secret nor his identity is in any");
        } else {
            failed = true;
            say("FOUND a trace of the user in " + found);
        }
    }

    private static boolean contains(byte[] content, byte[] part) {
        for (int i = 0; i + part.length <= content.length; i++) {
            if (java.util.Arrays.equals(content, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
