package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SekishoTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void tellsItsVersionAndWhatItRunsOn() {
        int code = run("--version");

        assertThat(code).isEqualTo(ExitCode.READ_FULLY);
        assertThat(output.toString()).matches("sekisho \\S.*, Java 2[5-9].*\\R");
    }

    @Test
    void wrongUsageEndsWithTwoAndSaysWhatIsExpected() {
        int code = run();

        assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(errors.toString()).startsWith("expected a command");
        assertThat(output.toString()).isEmpty();
    }

    private int run(String... arguments) {
        CommandLine command = Sekisho.commandLine();
        command.setOut(new PrintWriter(output, true));
        command.setErr(new PrintWriter(errors, true));
        return command.execute(arguments);
    }
}
