package dev.sekisho.veil.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.vectors.VectorFile;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final VectorFile EXAMPLE =
            VectorFile.open("veil-worked-example.json").at("epochKem");
    private static final FrameKey KEY = FrameKey.of(EXAMPLE.element("M"), 1, "power", 20780);
    private static final SigningKey SIGNER = SigningKey.ofSeed(new byte[32]);

    private static Frame frame() {
        return Frame.seal(EXAMPLE.bytes("frameId"), "power", 21, 0, EXAMPLE.bytes("plain"), KEY, SIGNER);
    }

    @Test
    void sealsTheValuesOfTheExample() {
        assertThat(HexFormat.of().formatHex(frame().sealed().toBytes()))
                .isEqualTo(EXAMPLE.at("sealed").text());
        assertThat(KEY.open(frame()))
                .hasValueSatisfying(plain -> assertThat(plain).isEqualTo(EXAMPLE.bytes("plain")));
    }

    @Test
    void noticesAFrameOfAnotherHouseholdSlotPartOrField() {
        Frame frame = frame();
        ByteString otherId = ByteString.of(new byte[16]);
        assertThat(KEY.open(new Frame(otherId, "power", 21, 0, frame.sealed(), frame.signature())))
                .isEmpty();
        assertThat(KEY.open(new Frame(frame.frameId(), "power", 22, 0, frame.sealed(), frame.signature())))
                .isEmpty();
        assertThat(KEY.open(new Frame(frame.frameId(), "power", 21, 1, frame.sealed(), frame.signature())))
                .isEmpty();
        assertThat(KEY.open(new Frame(frame.frameId(), "gas", 21, 0, frame.sealed(), frame.signature())))
                .isEmpty();
        FrameKey other = FrameKey.of(Element.GENERATOR, 1, "power", 20780);
        assertThat(other.open(frame)).isEmpty();
    }

    @Test
    void aServiceThatHasTheKeyCannotSign() {
        ByteString household = ByteString.of(SIGNER.publicKey());
        Frame read = Frame.decode(frame().encode()).orElseThrow();
        assertThat(read).isEqualTo(frame());
        assertThat(read.isSignedBy(household)).isTrue();
        byte[] seed = new byte[32];
        seed[0] = 1;
        Frame forged =
                Frame.seal(EXAMPLE.bytes("frameId"), "power", 21, 0, new byte[] {'9'}, KEY, SigningKey.ofSeed(seed));
        assertThat(KEY.open(forged)).isPresent();
        assertThat(forged.isSignedBy(household)).isFalse();
    }

    @Test
    void readsNothingFromBytesThatAreTooFewOrTooMany() {
        byte[] bytes = frame().encode();
        assertThat(Frame.decode(java.util.Arrays.copyOf(bytes, bytes.length - 1)))
                .isEmpty();
        assertThat(Frame.decode(java.util.Arrays.copyOf(bytes, bytes.length + 1)))
                .isEmpty();
    }

    @Test
    void aFrameBeforeItsKeyIsTurnedAwayAndTakenAfterIt() {
        FrameIntake intake = new FrameIntake();
        assertThat(intake.take(frame()).ifRejected()).contains(Rejection.POLICY);
        intake.follow(frame().frameId(), ByteString.of(SIGNER.publicKey()), Map.of("power", KEY));
        assertThat(intake.take(frame()).ifAccepted()).contains(ByteString.of(EXAMPLE.bytes("plain")));
    }

    @Test
    void aNonceUsedTwiceIsTurnedAwayWhateverIsSealedUnderIt() {
        FrameIntake intake = new FrameIntake();
        intake.follow(frame().frameId(), ByteString.of(SIGNER.publicKey()), Map.of("power", KEY));
        assertThat(intake.take(frame()).ifAccepted()).isPresent();
        assertThat(intake.take(frame()).ifRejected()).contains(Rejection.REPLAYED);
        Frame other = Frame.seal(EXAMPLE.bytes("frameId"), "power", 21, 0, new byte[] {'9'}, KEY, SIGNER);
        assertThat(intake.take(other).ifRejected()).contains(Rejection.REPLAYED);
        Frame nextPart = Frame.seal(EXAMPLE.bytes("frameId"), "power", 21, 1, new byte[] {'9'}, KEY, SIGNER);
        assertThat(intake.take(nextPart).ifAccepted()).isPresent();
    }

    @Test
    void aFrameThatAServiceSealedAnewWithoutTheHouseholdsSignatureIsTurnedAway() {
        FrameIntake intake = new FrameIntake();
        intake.follow(frame().frameId(), ByteString.of(SIGNER.publicKey()), Map.of("power", KEY));
        byte[] seed = new byte[32];
        seed[0] = 1;
        Frame forged =
                Frame.seal(EXAMPLE.bytes("frameId"), "power", 21, 0, new byte[] {'9'}, KEY, SigningKey.ofSeed(seed));
        assertThat(intake.take(forged).ifRejected()).contains(Rejection.SIGNATURE);
        // and does not spend the place of the true one
        assertThat(intake.take(frame()).ifAccepted()).isPresent();
    }
}
