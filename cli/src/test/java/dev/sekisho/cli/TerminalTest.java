package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TerminalTest {
    @Test
    void coloursOnlyTheStreamThatIsATerminal() {
        Terminal terminal = Terminal.of("err", Map.of("TERM", "xterm-256color"));

        assertThat(terminal.outputAnsi()).isEqualTo(Ansi.OFF);
        assertThat(terminal.errorAnsi()).isEqualTo(Ansi.ON);
    }

    @Test
    void usesNoColoursWhereTheUserWantsNone() {
        assertThat(Terminal.of("outerr", Map.of("TERM", "xterm", "NO_COLOR", "1"))
                        .outputAnsi())
                .isEqualTo(Ansi.OFF);
        assertThat(Terminal.of("outerr", Map.of("TERM", "dumb")).outputAnsi()).isEqualTo(Ansi.OFF);
        assertThat(Terminal.of("outerr", Map.of()).outputAnsi()).isEqualTo(Ansi.OFF);
    }
}
