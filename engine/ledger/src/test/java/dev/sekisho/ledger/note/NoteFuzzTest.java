package dev.sekisho.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.sample.SampleLog;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoteFuzzTest {
    static Stream<Arguments> seeds() {
        return Stream.of(
                        Note.sign("one\n\ntwo\n", SampleLog.KEY).encode(),
                        SampleLog.KEY.verifierKey().toString().getBytes(StandardCharsets.UTF_8),
                        "text\n\n\u2014 name AAAAAAE=\n".getBytes(StandardCharsets.UTF_8))
                .map(bytes -> Arguments.of((Object) bytes));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void whatIsReadIsWrittenTheSame(byte[] data) {
        if (Note.parse(data) instanceof Parsed.Value<Note>(Note note)) {
            assertThat(note.encode()).isEqualTo(data);
            assertThat(note.judge(SampleLog.WITNESS.verifierKey())).isNotEqualTo(Note.Judgement.SIGNED);
        }
        String text = new String(data, StandardCharsets.UTF_8);
        if (VerifierKey.parse(text) instanceof Parsed.Value<VerifierKey>(VerifierKey key)) {
            assertThat(key).hasToString(text);
            assertThat(key.verifies(data, new byte[NoteSigner.SIGNATURE_BYTES])).isFalse();
        }
    }
}
