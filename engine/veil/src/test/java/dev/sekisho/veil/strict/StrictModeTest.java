package dev.sekisho.veil.strict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;
import dev.sekisho.veil.vectors.VectorFile;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StrictModeTest {
    private static final VectorFile EXAMPLE = VectorFile.open("veil-worked-example.json");

    @Test
    void convertsTheFieldOfTheExampleForTheServiceThatHasItsKeyAlone() {
        VectorFile strict = EXAMPLE.at("strict");
        Scalar fieldKey = strict.scalar("y_u");
        Scalar serviceKey = strict.scalar("d");
        Element value = Element.GENERATOR.times(Scalar.of(395));
        Ciphertext in = Ciphertext.encrypt(value, Element.GENERATOR.times(fieldKey), strict.scalar("b"));
        assertThat(in).isEqualTo(new Ciphertext(strict.element("B"), strict.element("C")));

        Delegation delegation = Delegation.of(fieldKey, serviceKey);
        Ciphertext out = delegation.convert(in, strict.scalar("r"));

        assertThat(delegation.factor()).isEqualTo(strict.scalar("kappa"));
        assertThat(delegation.target()).isEqualTo(strict.element("D"));
        assertThat(out).isEqualTo(new Ciphertext(strict.element("B_out"), strict.element("C_out")));
        assertThat(out.decrypt(serviceKey)).isEqualTo(value);
        assertThat(out.decrypt(serviceKey.plus(Scalar.ONE))).isNotEqualTo(value);
        Delegation ofAnotherField = Delegation.of(fieldKey.plus(Scalar.ONE), serviceKey);
        assertThat(ofAnotherField.convert(in, strict.scalar("r")).decrypt(serviceKey))
                .isNotEqualTo(value);
    }

    @Test
    void sealsTheHandleOfTheExampleForOneTranscryptorAndOneHeader() {
        VectorFile expected = EXAMPLE.at("sealedHandle");
        RecordHeader header = RecordHeader.direct(1, 1, 20780, 21);
        assertThat(header.encode()).isEqualTo(expected.bytes("aad"));

        byte[] sealed =
                SealedHandle.seal(expected.bytes("handle"), expected.element("W"), header, expected.scalar("e"));

        assertThat(HexFormat.of().formatHex(sealed))
                .isEqualTo(expected.at("sealed").text());
        assertThat(SealedHandle.open(sealed, expected.scalar("w"), expected.element("W"), header))
                .hasValueSatisfying(handle ->
                        assertThat(handle).hasToString(expected.at("handle").text()));
        Scalar otherSecret = expected.scalar("w").plus(Scalar.ONE);
        assertThat(SealedHandle.open(sealed, otherSecret, Element.GENERATOR.times(otherSecret), header))
                .isEmpty();
        assertThat(SealedHandle.open(
                        sealed, expected.scalar("w"), expected.element("W"), RecordHeader.direct(1, 1, 20780, 22)))
                .isEmpty();
        assertThat(SealedHandle.open(new byte[63], expected.scalar("w"), expected.element("W"), header))
                .isEmpty();
    }
}
