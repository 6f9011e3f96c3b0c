package dev.sekisho.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.note.NoteSignature;
import dev.sekisho.ledger.note.SignatureType;
import dev.sekisho.ledger.note.VerifierKey;
import dev.sekisho.ledger.sample.SampleLog;
import dev.sekisho.ledger.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    /** The example of C2SP tlog-cosignature. */
    private static final String EXAMPLE = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
            """;

    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final Instant TIME = Instant.parse("2026-03-01T09:00:00Z");

    @Test
    void readsTheExampleOfTheSpecification() {
        SignedCheckpoint example = parse(EXAMPLE);

        assertThat(example.checkpoint())
                .isEqualTo(Checkpoint.of(
                        "example.com/behind-the-sofa",
                        20_852_163,
                        Hash.parse(ROOT).orThrow()));
        assertThat(example.note().signatures())
                .extracting(NoteSignature::keyName)
                .containsExactly("example.com/behind-the-sofa", "witness.example.com/w1");
        assertThat(new String(example.encode(), StandardCharsets.UTF_8)).isEqualTo(EXAMPLE);
    }

    @Test
    void keepsExtensionLines() {
        Checkpoint checkpoint =
                Checkpoint.parse("origin\n0\n" + ROOT + "\nmore\nand more\n").orThrow();

        assertThat(checkpoint.extensions()).containsExactly("more", "and more");
        assertThat(checkpoint.text()).isEqualTo("origin\n0\n" + ROOT + "\nmore\nand more\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "01", "", "1 ", "0x1", "9223372036854775808", "99999999999999999999"})
    void refusesASizeInAnyOtherForm(String size) {
        assertThat(Checkpoint.parse("origin\n" + size + "\n" + ROOT + "\n")).isInstanceOf(Parsed.Fault.class);
    }

    @Test
    void takesTheLargestSize() {
        assertThat(Checkpoint.parse("origin\n9223372036854775807\n" + ROOT + "\n")
                        .orThrow()
                        .size())
                .isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"origin\n5\n", "\n5\nROOT\n", "origin\n5\nROOT\n\n", "origin\n5\nAAAA\n", "origin\n5\nROOT"})
    void refusesWhatIsNoCheckpoint(String text) {
        assertThat(Checkpoint.parse(text.replace("ROOT", ROOT))).isInstanceOf(Parsed.Fault.class);
    }

    @Test
    void aWitnessCosigns() {
        SignedCheckpoint checkpoint = signed(5);

        SignedCheckpoint cosigned = with(checkpoint, Cosignature.make(checkpoint, SampleLog.WITNESS, TIME));

        assertThat(Cosignature.judge(cosigned, SampleLog.WITNESS.verifierKey())).isEqualTo(new Cosignature.Given(TIME));
        assertThat(Cosignature.judge(checkpoint, SampleLog.WITNESS.verifierKey()))
                .isEqualTo(new Cosignature.Absent());
        assertThat(cosigned.judge(SampleLog.KEY.verifierKey())).isEqualTo(Note.Judgement.SIGNED);
    }

    @Test
    void aCosignatureSignsTheLinesOfTheSpecification() {
        SignedCheckpoint checkpoint = signed(5);
        VerifierKey witness = SampleLog.WITNESS.verifierKey();

        byte[] line = Cosignature.make(checkpoint, SampleLog.WITNESS, TIME).signature();

        String message = "cosignature/v1\ntime " + TIME.getEpochSecond() + "\n"
                + checkpoint.checkpoint().text();
        byte[] signature = Arrays.copyOfRange(line, 8, line.length);
        assertThat(witness.verifies(message.getBytes(StandardCharsets.UTF_8), signature))
                .isTrue();
    }

    @Test
    void aCosignatureOfAnotherCheckpointIsForged() {
        SignedCheckpoint checkpoint = signed(6);

        SignedCheckpoint mixed = with(checkpoint, Cosignature.make(signed(5), SampleLog.WITNESS, TIME));

        assertThat(Cosignature.judge(mixed, SampleLog.WITNESS.verifierKey())).isEqualTo(new Cosignature.Forged());
    }

    @Test
    void aCosignatureWithAnotherTimeIsForged() {
        SignedCheckpoint checkpoint = signed(5);
        NoteSignature line = Cosignature.make(checkpoint, SampleLog.WITNESS, TIME);
        for (int i = 0; i < 8; i++) {
            byte[] changed = line.signature();
            changed[i] ^= (byte) 0x80;
            SignedCheckpoint mixed = with(checkpoint, new NoteSignature(line.keyName(), line.keyId(), changed));
            assertThat(Cosignature.judge(mixed, SampleLog.WITNESS.verifierKey()))
                    .isEqualTo(new Cosignature.Forged());
        }
    }

    @Test
    void aSignatureThatIsTooShortForATimeIsForged() {
        VerifierKey witness = SampleLog.WITNESS.verifierKey();
        SignedCheckpoint mixed = with(signed(5), new NoteSignature(witness.name(), witness.id(), new byte[] {1}));

        assertThat(Cosignature.judge(mixed, witness)).isEqualTo(new Cosignature.Forged());
    }

    @Test
    void aLogDoesNotCosign() {
        assertThatThrownBy(() -> Cosignature.make(signed(5), SampleLog.KEY, TIME))
                .hasMessage("expected the key of a witness, but \"ledger.example/evidence\" signs notes");
    }

    @Test
    void oneKeyInTwoRolesHasTwoNumbers() {
        assertThat(SampleLog.signer("name", SignatureType.NOTE, 3).verifierKey().id())
                .isNotEqualTo(SampleLog.signer("name", SignatureType.COSIGNATURE, 3)
                        .verifierKey()
                        .id());
    }

    private static SignedCheckpoint signed(long size) {
        return SignedCheckpoint.sign(
                Checkpoint.of(SampleLog.NAME, size, Hash.ofEntry(new byte[] {(byte) size})), SampleLog.KEY);
    }

    private static SignedCheckpoint with(SignedCheckpoint checkpoint, NoteSignature signature) {
        return new SignedCheckpoint(checkpoint.checkpoint(), checkpoint.note().with(signature));
    }

    private static SignedCheckpoint parse(String note) {
        return SignedCheckpoint.parse(note.getBytes(StandardCharsets.UTF_8)).orThrow();
    }

    @Test
    void aCheckpointOfAnotherTextIsNotSignedByThisOne() {
        assertThatThrownBy(() ->
                        new SignedCheckpoint(signed(5).checkpoint(), signed(6).note()))
                .hasMessage("the note holds another text than the checkpoint");
    }
}
