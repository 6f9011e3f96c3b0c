package dev.sekisho.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * The run that the start-up cache learns from: every command over a small made-up capture, so that their classes are
 * loaded and the hot methods have profiles. Started by the launcher's build alone.
 */
final class StartUpTraining {
    private StartUpTraining() {}

    /** Takes a directory to work in; ends with the exit code of a command that failed, if one did. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        String capture = directory.resolve("sample.pcap").toString();
        String result = directory.resolve("result").toString();
        List<List<String>> commands = List.of(
                List.of("sample", capture),
                List.of("sessions", capture, "--json", "--output", result),
                List.of("sessions", capture, "--exchanges", "--quiet", "--output", result),
                List.of("sessions", capture, "--table", "--quiet", "--output", result),
                List.of("analyze", capture, "--quiet", "--report", result),
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
}
