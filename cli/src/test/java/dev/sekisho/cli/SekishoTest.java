package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SekishoTest {
    static final List<String> COMMANDS = Sekisho.COMMANDS;

    @Test
    void tellsItsVersionAndWhatItRunsOn() {
        Run run = Run.of("--version");

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.output()).matches("sekisho \\S.*, Java 2[5-9].*\\R");
    }

    @Test
    void saysThatACommandIsMissing() {
        Run run = Run.of();

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.error()).isEqualToNormalizingNewlines("""
                sekisho: expected a command
                See sekisho --help.
                """);
        assertThat(run.output()).isEmpty();
    }

    @Test
    void saysThatACommandDoesNotExist() {
        Run run = Run.of("inspect", "a.pcap");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.error()).isEqualToNormalizingNewlines("""
                sekisho: there is no command "inspect"
                See sekisho --help.
                """);
    }

    @Test
    void listsEveryCommand() {
        Run run = Run.of("--help");

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.output()).contains("Exit codes:");
        assertThat(COMMANDS).allSatisfy(command -> assertThat(run.output()).contains("  " + command));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @FieldSource("COMMANDS")
    void everyCommandHasHelpThatNamesItsExitCodes(String command) {
        Run run = Run.of(command, "--help");

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.output())
                .startsWith("Usage: sekisho " + command)
                .contains("Exit codes:", "2     The command line is wrong.");
        assertThat(run.error()).isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @FieldSource("COMMANDS")
    void everyCommandRefusesAnOptionThatItDoesNotKnow(String command) {
        Run run = Run.of(command, "--no-such-option");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.error())
                .startsWith("sekisho " + command + ": ")
                .endsWith("See sekisho " + command + " --help.\n");
        assertThat(run.output()).isEmpty();
    }
}
