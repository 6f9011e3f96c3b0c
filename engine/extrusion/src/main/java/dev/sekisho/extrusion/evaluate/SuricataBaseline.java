package dev.sekisho.extrusion.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signatures as a baseline: runs the Suricata that is installed with a file of rules over a capture and takes each of
 * its alerts as an alarm on the pairs between the two addresses.
 */
public final class SuricataBaseline {
    private static final long LONGEST_RUN_MINUTES = 30;

    private final Path rules;
    private final JsonFactory json = new JsonFactory();

    /** Uses {@code rules}, in the format of Suricata. */
    public SuricataBaseline(Path rules) {
        this.rules = rules;
    }

    private record Addresses(String client, String server) {
        Addresses turned() {
            return new Addresses(/* client= */ server, /* server= */ client);
        }
    }

    /** Its alarms on one capture, null where Suricata is not installed or fails. */
    @Nullable
    Judge judge(Path capture, ObservedPairs observed) throws IOException {
        Path work = Files.createTempDirectory("sekisho-suricata-");
        try {
            if (!run(capture, work)) {
                return null;
            }
            Set<Addresses> alerted = alerts(work.resolve("eve.json"));
            Judge judge = new Judge("Suricata");
            for (ObservedPair pair : observed.all()) {
                Addresses up = new Addresses(pair.key.client(), pair.key.address());
                if (alerted.contains(up)) {
                    judge.put(pair, new Judge.Outcome(1, true));
                }
            }
            return judge;
        } finally {
            delete(work);
        }
    }

    private boolean run(Path capture, Path work) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "suricata",
                "-r",
                capture.toString(),
                "-S",
                rules.toString(),
                "-k",
                "none",
                "--runmode",
                "single",
                "-l",
                work.toString());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return false;
        }
        try {
            if (process.waitFor(LONGEST_RUN_MINUTES, TimeUnit.MINUTES)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Both directions of every alert, since a signature may fire on the answer. */
    private Set<Addresses> alerts(Path eve) throws IOException {
        Set<Addresses> alerted = new HashSet<>();
        if (!Files.exists(eve)) {
            return alerted;
        }
        try (BufferedReader reader = Files.newBufferedReader(eve)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Addresses addresses = alert(line);
                if (addresses != null) {
                    alerted.add(addresses);
                    alerted.add(addresses.turned());
                }
            }
        }
        return alerted;
    }

    private @Nullable Addresses alert(String line) throws IOException {
        String type = null;
        String source = null;
        String destination = null;
        try (JsonParser parser = json.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING) {
                    switch (name) {
                        case "event_type" -> type = parser.getText();
                        case "src_ip" -> source = parser.getText();
                        case "dest_ip" -> destination = parser.getText();
                        default -> {
                            // nothing else is needed
                        }
                    }
                }
                parser.skipChildren();
            }
        }
        return "alert".equals(type) && source != null && destination != null
                ? new Addresses(source, destination)
                : null;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
