package dev.sekisho.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.checkpoint.Cosignature;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.export.ExportReader;
import dev.sekisho.ledger.note.SignatureType;
import dev.sekisho.ledger.note.VerifierKey;
import dev.sekisho.ledger.sample.SampleLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofDocumentTest {
    private static final List<byte[]> ENTRIES = SampleLog.entries(300);

    private final SampleLog log;

    ProofDocumentTest() throws IOException {
        log = SampleLog.of(ENTRIES);
    }

    @Test
    void everyEntryIsProvedByWhatWasWrittenAndReadAgain() throws IOException {
        ExportReader reader = new ExportReader(log.store(), log.checkpoint());
        for (int index = 0; index < ENTRIES.size(); index++) {
            ProofDocument read =
                    ProofDocument.parse(reader.prove(index).encode()).orThrow();

            assertThat(read.entry().orElseThrow()).isEqualTo(ENTRIES.get(index));
            assertThat(ProofCheck.faults(read, ENTRIES.get(index), SampleLog.KEY.verifierKey(), List.of()))
                    .isEmpty();
        }
    }

    @Test
    void hasTheLinesOfTheSpecification() throws IOException {
        SampleLog small = SampleLog.of(ENTRIES.subList(0, 3));

        String text = new String(
                new ExportReader(small.store(), small.checkpoint()).prove(1).encode(), StandardCharsets.UTF_8);

        List<String> lines = text.lines().toList();
        assertThat(lines.get(0)).isEqualTo("c2sp.org/tlog-proof@v1");
        assertThat(lines.get(1)).startsWith("extra ");
        assertThat(lines.get(2)).isEqualTo("index 1");
        assertThat(lines.get(5)).isEmpty();
        assertThat(lines.get(6)).isEqualTo(SampleLog.NAME);
        assertThat(lines).hasSize(11);
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        ProofDocument proof = new ExportReader(log.store(), log.checkpoint()).prove(17);
        VerifierKey stranger =
                SampleLog.signer("other.example", SignatureType.NOTE, 4).verifierKey();
        VerifierKey witness = SampleLog.WITNESS.verifierKey();

        assertThat(ProofCheck.faults(proof, ENTRIES.get(18), stranger, List.of(witness)))
                .containsExactly(
                        "The proof is of the log \"ledger.example/evidence\", not of \"other.example\".",
                        "The checkpoint in the proof is not signed by the key " + stranger + ".",
                        "The checkpoint in the proof is not cosigned by \"witness.example/one\".",
                        "The entry is not at place 17 of the log that the checkpoint covers.");
    }

    @Test
    void aCosignedProofSatisfiesTheWitness() throws IOException {
        SignedCheckpoint checkpoint = new SignedCheckpoint(
                log.checkpoint().checkpoint(),
                log.checkpoint()
                        .note()
                        .with(Cosignature.make(
                                log.checkpoint(), SampleLog.WITNESS, Instant.parse("2026-03-01T09:00:00Z"))));

        ProofDocument proof = new ExportReader(log.store(), checkpoint).prove(0);

        assertThat(ProofCheck.faults(
                        proof,
                        ENTRIES.getFirst(),
                        SampleLog.KEY.verifierKey(),
                        List.of(SampleLog.WITNESS.verifierKey())))
                .isEmpty();
    }

    @Test
    void noProofWithAChangedByteProves() throws IOException {
        byte[] bytes = new ExportReader(log.store(), log.checkpoint()).prove(17).encode();
        int afterExtra = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\nindex");
        for (int i = afterExtra; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            boolean proves = ProofDocument.parse(changed)
                    .toOptional()
                    .filter(read -> ProofCheck.faults(read, ENTRIES.get(17), SampleLog.KEY.verifierKey(), List.of())
                            .isEmpty())
                    .isPresent();
            assertThat(proves).as("byte %d", i).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2sp.org/tlog-proof@v1",
                "c2sp.org/tlog-proof@v2\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\n\n",
                "c2sp.org/tlog-proof@v1\nindex 00\n\n",
                "c2sp.org/tlog-proof@v1\nindex -1\n\n",
                "c2sp.org/tlog-proof@v1\nextra ?\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\n\nno checkpoint",
                "\n\n"
            })
    void refusesWhatIsNoProof(String text) {
        assertThat(ProofDocument.parse(text.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Parsed.Fault.class);
    }
}
