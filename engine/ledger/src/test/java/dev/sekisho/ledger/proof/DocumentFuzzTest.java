package dev.sekisho.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.checkpoint.Cosignature;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.entry.Entry;
import dev.sekisho.ledger.entry.Opening;
import dev.sekisho.ledger.export.ExportReader;
import dev.sekisho.ledger.sample.SampleLog;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentFuzzTest {
    static Stream<Arguments> seeds() throws IOException {
        SampleLog log = SampleLog.of(SampleLog.entries(5));
        return Stream.of(
                        new ExportReader(log.store(), log.checkpoint()).prove(3).encode(),
                        log.checkpoint().encode(),
                        SampleLog.entry(0).encode(),
                        Opening.of(SampleLog.entry(0), SampleLog.values(), SampleLog.salt(0))
                                .encode())
                .map(bytes -> Arguments.of((Object) bytes));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void whatIsReadIsWrittenTheSame(byte[] data) {
        if (Entry.parse(data) instanceof Parsed.Value<Entry>(Entry entry)) {
            assertThat(entry.encode()).isEqualTo(data);
        }
        if (SignedCheckpoint.parse(data) instanceof Parsed.Value<SignedCheckpoint>(SignedCheckpoint checkpoint)) {
            assertThat(checkpoint.encode()).isEqualTo(data);
            assertThat(Cosignature.judge(checkpoint, SampleLog.WITNESS.verifierKey()))
                    .isNotInstanceOf(Cosignature.Given.class);
        }
        if (ProofDocument.parse(data) instanceof Parsed.Value<ProofDocument>(ProofDocument proof)) {
            assertThat(ProofDocument.parse(proof.encode())).isInstanceOf(Parsed.Value.class);
            ProofCheck.faults(proof, proof.entry().orElse(new byte[0]), SampleLog.KEY.verifierKey(), List.of());
        }
        if (Opening.parse(data) instanceof Parsed.Value<Opening>(Opening opening)) {
            assertThat(Opening.parse(opening.encode())).isEqualTo(Parsed.value(opening));
            SampleLog.entry(0).contradictions(opening);
        }
    }
}
