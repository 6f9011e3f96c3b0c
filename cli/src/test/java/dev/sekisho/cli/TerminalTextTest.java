package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
    @Test
    void keepsNamesOfEveryScript() {
        assertThat(TerminalText.of("example.org")).isEqualTo("example.org");
        assertThat(TerminalText.of("例え.テスト")).isEqualTo("例え.テスト");
        assertThat(TerminalText.of("\uD83D\uDE00.example")).isEqualTo("\uD83D\uDE00.example");
    }

    @Test
    void replacesWhatATerminalWouldObeyOrMisorder() {
        assertThat(TerminalText.of("\u001b]0;owned\u0007.example")).isEqualTo("\uFFFD]0;owned\uFFFD.example");
        assertThat(TerminalText.of("a\u009b2Jb")).isEqualTo("a\uFFFD2Jb");
        assertThat(TerminalText.of("moc.\u202Eelpmaxe")).isEqualTo("moc.\uFFFDelpmaxe");
        assertThat(TerminalText.of("a\r\nb\u2028c")).isEqualTo("a\uFFFD\uFFFDb\uFFFDc");
        assertThat(TerminalText.of("half \uD83D of a pair")).isEqualTo("half \uFFFD of a pair");
    }
}
