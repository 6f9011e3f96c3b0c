package dev.sekisho.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The run that the start-up cache learns from: every command over a small made-up capture, so that their classes are
 * loaded and the hot methods have profiles. Started by the launcher's build alone.
 */
final class StartUpTraining {
    private static final int CLIENTS = 40;
    private static final int CONNECTIONS = 8;
    private static final int REQUESTS = 6;

    private StartUpTraining() {}

    /** Takes a directory to work in; ends with the exit code of a command that failed, if one did. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Path capture = directory.resolve("practice.pcap");
        try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(capture), 1 << 16)) {
            write(new PracticeCapture(output));
        }
        String result = directory.resolve("practice.result").toString();
        List<List<String>> commands = List.of(
                List.of("sessions", capture.toString(), "--json", "--output", result),
                List.of("sessions", capture.toString(), "--exchanges", "--quiet", "--output", result),
                List.of("sessions", capture.toString(), "--table", "--quiet", "--output", result),
                List.of("analyze", capture.toString(), "--quiet", "--report", result),
                List.of("--version"),
                List.of("--help"));
        int worst = 0;
        for (List<String> command : commands) {
            String[] words = command.toArray(String[]::new);
            int exitCode = Sekisho.commandLine(words).execute(words);
            worst = exitCode == ExitCode.READ_WITH_LOSSES ? worst : Math.max(worst, exitCode);
        }
        System.exit(worst);
    }

    private static void write(PracticeCapture capture) throws IOException {
        byte[] record = new byte[900];
        record[0] = 23;
        record[1] = 3;
        record[2] = 3;
        record[3] = (byte) (895 >> 8);
        record[4] = (byte) 895;
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            for (int client = 1; client <= CLIENTS; client++) {
                boolean encrypted = (client + connection) % 2 == 0;
                capture.open(client, encrypted ? 443 : 80);
                for (int request = 0; request < REQUESTS; request++) {
                    if (encrypted) {
                        capture.send(true, record).send(false, record);
                    } else {
                        capture.request(
                                request == 0 ? "POST" : "GET", "/page/" + request + "?n=" + client, 700 * request);
                    }
                    capture.pause(50);
                }
                capture.close();
            }
            capture.pause(60_000);
        }
    }
}
