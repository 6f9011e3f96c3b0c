package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class TerminalTextFuzzTest {
    @FuzzTest
    void neverLetsAControlCharacterThrough(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_16LE);

        String result = TerminalText.of(text);

        assertThat(result.codePoints().anyMatch(Character::isISOControl)).isFalse();
        assertThat(result.codePointCount(0, result.length())).isEqualTo(text.codePointCount(0, text.length()));
    }
}
