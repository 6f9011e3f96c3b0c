package dev.sekisho.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.sample.SampleLog;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
    /** Key, text and signature of the example in the documentation of golang.org/x/mod/sumdb/note. */
    private static final String EXAMPLE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String EXAMPLE_SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String EXAMPLE_TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String EXAMPLE_NOTE = EXAMPLE_TEXT + """

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    /** The key of the Go checksum database, and a checkpoint that it has signed, of which C2SP shows the signature. */
    private static final String CHECKSUM_DATABASE_KEY =
            "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

    private static final String CHECKSUM_DATABASE_NOTE = """
            go.sum database tree
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            """;

    @Test
    void checksTheSignatureOfTheExample() {
        assertThat(note(EXAMPLE_NOTE).judge(key(EXAMPLE_KEY))).isEqualTo(Note.Judgement.SIGNED);
    }

    @Test
    void signsTheExampleByteForByte() {
        byte[] secret = Base64.getDecoder().decode(EXAMPLE_SECRET);
        NoteSigner signer = NoteSigner.ofSeed("PeterNeumann", SignatureType.NOTE, Arrays.copyOfRange(secret, 1, 33));

        assertThat(signer.verifierKey()).hasToString(EXAMPLE_KEY);
        assertThat(new String(Note.sign(EXAMPLE_TEXT, signer).encode(), StandardCharsets.UTF_8))
                .isEqualTo(EXAMPLE_NOTE);
    }

    @Test
    void checksACheckpointOfTheGoChecksumDatabase() {
        assertThat(note(CHECKSUM_DATABASE_NOTE).judge(key(CHECKSUM_DATABASE_KEY)))
                .isEqualTo(Note.Judgement.SIGNED);
    }

    @Test
    void aChangedTextIsForged() {
        Note changed = note(EXAMPLE_NOTE.replace("cryptography", "cryptographY"));

        assertThat(changed.judge(key(EXAMPLE_KEY))).isEqualTo(Note.Judgement.FORGED);
    }

    @Test
    void everyChangedByteIsNoticed() {
        VerifierKey key = key(EXAMPLE_KEY);
        byte[] bytes = EXAMPLE_NOTE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            boolean accepted = Note.parse(changed)
                    .toOptional()
                    .filter(note -> note.judge(key) == Note.Judgement.SIGNED)
                    .isPresent();
            assertThat(accepted).as("byte %d", i).isFalse();
        }
    }

    @Test
    void unknownKeysAreIgnored() {
        Note both = note(EXAMPLE_NOTE).with(new NoteSignature("somebody.example", 7, new byte[64]));

        assertThat(both.judge(key(EXAMPLE_KEY))).isEqualTo(Note.Judgement.SIGNED);
        assertThat(both.judge(SampleLog.KEY.verifierKey())).isEqualTo(Note.Judgement.NOT_SIGNED);
        assertThat(note(new String(both.encode(), StandardCharsets.UTF_8))).isEqualTo(both);
    }

    @Test
    void aSecondForgedSignatureOfAKnownKeySpoilsTheNote() {
        VerifierKey key = key(EXAMPLE_KEY);
        Note both = note(EXAMPLE_NOTE).with(new NoteSignature(key.name(), key.id(), new byte[64]));

        assertThat(both.judge(key)).isEqualTo(Note.Judgement.FORGED);
    }

    @Test
    void theTextMayHoldEmptyLines() {
        Note note = Note.sign("one\n\ntwo\n", SampleLog.KEY);

        Note read = Note.parse(note.encode()).orThrow();

        assertThat(read.text()).isEqualTo("one\n\ntwo\n");
        assertThat(read.judge(SampleLog.KEY.verifierKey())).isEqualTo(Note.Judgement.SIGNED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text\n",
                "text\n\n",
                "text\n\n\n",
                "text\u0001\n\n— a AAAAAAE=\n",
                "text\n\n— a AAAAAAE="
            })
    void refusesWhatIsNoNote(String text) {
        assertThat(Note.parse(text.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Parsed.Fault.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "— a AAAAAAE", // no padding
                "— a AAAAAAF=", // bits that no byte holds
                "— a AAAAAA==", // no signature behind the number
                "— a",
                "—  AAAAAAE=",
                "— a+b AAAAAAE=",
                "- a AAAAAAE=",
                "— a  AAAAAAE="
            })
    void refusesASignatureInAnyOtherForm(String line) {
        assertThat(Note.parse(("text\n\n" + line + "\n").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Parsed.fault(
                        "expected a signature \"— name base64\" below the note, but got \"" + line + "\""));
    }

    @Test
    void refusesMoreSignaturesThanAnybodyNeeds() {
        StringBuilder note = new StringBuilder("text\n\n");
        note.append("— a AAAAAAE=\n".repeat(Note.MOST_SIGNATURES));
        assertThat(Note.parse(note.toString().getBytes(StandardCharsets.UTF_8))).isInstanceOf(Parsed.Value.class);

        note.append("— a AAAAAAE=\n");

        assertThat(Note.parse(note.toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Parsed.fault("expected at most 64 signatures below the note"));
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(Note.parse(new byte[] {(byte) 0xff, '\n', '\n'}))
                .isEqualTo(Parsed.fault("expected a note in UTF-8"));
    }

    @Test
    void aWitnessDoesNotSignNotes() {
        assertThatThrownBy(() -> Note.sign("text\n", SampleLog.WITNESS))
                .hasMessage("the key of a witness does not sign notes of its own");
    }

    @Test
    void everyPartOfAKeyIsChecked() {
        assertThat(key(EXAMPLE_KEY)).hasToString(EXAMPLE_KEY);
        for (int from = 0; from <= EXAMPLE_KEY.length(); from++) {
            for (int to = from; to <= EXAMPLE_KEY.length(); to++) {
                if (to - from < EXAMPLE_KEY.length()) {
                    assertThat(VerifierKey.parse(EXAMPLE_KEY.substring(from, to)))
                            .isInstanceOf(Parsed.Fault.class);
                }
            }
        }
        for (int i = 0; i < EXAMPLE_KEY.length(); i++) {
            String changed =
                    EXAMPLE_KEY.substring(0, i) + (char) (EXAMPLE_KEY.charAt(i) + 1) + EXAMPLE_KEY.substring(i + 1);
            assertThat(VerifierKey.parse(changed)).isInstanceOf(Parsed.Fault.class);
        }
    }

    @Test
    void saysThatAKeyWasMistyped() {
        int right =
                VerifierKey.of("PeterMeumann", SignatureType.NOTE, keyBytes()).id();

        assertThat(VerifierKey.parse(EXAMPLE_KEY.replace("PeterN", "PeterM")))
                .isEqualTo(Parsed.fault("the hash of the key \"PeterMeumann\" is "
                        + HexFormat.of().toHexDigits(right)
                        + ", but the text says c74f20a3: the key was mistyped"));
    }

    @Test
    void saysThatAKeyIsOfAnotherKind() {
        assertThat(VerifierKey.parse("a+00000000+AgAA"))
                .isEqualTo(Parsed.fault("the key \"a\" is of a kind that is not known here: expected Ed25519 for notes"
                        + " (01) or for witnesses (04)"));
    }

    private static byte[] keyBytes() {
        return Arrays.copyOfRange(Base64.getDecoder().decode(EXAMPLE_KEY.substring(22)), 1, 33);
    }

    private static Note note(String text) {
        return Note.parse(text.getBytes(StandardCharsets.UTF_8)).orThrow();
    }

    private static VerifierKey key(String text) {
        return VerifierKey.parse(text).orThrow();
    }
}
