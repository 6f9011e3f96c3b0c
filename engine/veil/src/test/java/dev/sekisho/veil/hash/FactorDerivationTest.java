package dev.sekisho.veil.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;
import dev.sekisho.veil.vectors.VectorFile;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class FactorDerivationTest {
    private static final VectorFile COPRF =
            VectorFile.open("coprf-ristretto255.json").at("sections");

    @Test
    void derivesTheFactorsOfTheDraft() {
        VectorFile factors = COPRF.at("DeriveFactor");
        byte[] session = factors.bytes("SessionIdentifier");
        byte[] domain = factors.bytes("DomainIdentifier");
        Scalar k = FactorDerivation.derive(factors.bytes("ES_1"), FactorDerivation.Use.REKEY_IDENTITY, session);
        Scalar field = FactorDerivation.derive(factors.bytes("ES_1"), FactorDerivation.Use.REKEY_FIELD, session);
        Scalar s = FactorDerivation.derive(factors.bytes("PS_1"), FactorDerivation.Use.PSEUDONYM, domain);

        assertThat(k).isEqualTo(factors.scalar("k_c"));
        assertThat(Element.GENERATOR.times(k)).isEqualTo(factors.element("K_c"));
        assertThat(field).isEqualTo(factors.scalar("k'_c"));
        assertThat(Element.GENERATOR.times(field)).isEqualTo(factors.element("K'_c"));
        assertThat(s).isEqualTo(factors.scalar("s_d"));
        assertThat(Element.GENERATOR.times(s)).isEqualTo(factors.element("S_d"));
    }

    @Test
    void hashesIdentifiersAsTheDraftDoes() {
        VectorFile single = COPRF.at("SinglePseudonym");
        assertThat(FactorDerivation.hashToElement(single.bytes("Identifier"))).isEqualTo(single.element("M"));
        for (int i = 0; i < 3; i++) {
            VectorFile batch = COPRF.at("BatchOfThree");
            assertThat(FactorDerivation.hashToElement(batch.bytes("PseudonymInput_" + i)))
                    .isEqualTo(batch.element("PseudonymM_" + i));
        }
    }

    @Test
    void multipliesKeySharesAsTheDraftDoes() {
        VectorFile share = COPRF.at("KeyShare");
        VectorFile factors = COPRF.at("DeriveFactor");
        assertThat(share.scalar("b_1").times(factors.scalar("k_c"))).isEqualTo(share.scalar("u_1"));
        assertThat(share.element("B_1").times(factors.scalar("k_c"))).isEqualTo(share.element("U_1"));
    }

    @Test
    void reducesTheFactorsOfOldDeployments() throws Exception {
        VectorFile file = VectorFile.open("pep-small-integers.json");
        for (VectorFile row : file.at("factors012").all()) {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.US_ASCII), "HmacSHA512"));
            mac.update(new Octets()
                    .i4(row.at("type").number())
                    .text(row.at("context").text())
                    .toBytes());
            assertThat(Scalar.ofUniformBytes(mac.doFinal())).isEqualTo(row.scalar("factor"));
        }
    }

    @Test
    void computesTheLocalPseudonymOfFoobar() {
        VectorFile foobar = VectorFile.open("pep-cpp-foobar.json");
        byte[] hash = Digests.sha512("foobar".getBytes(StandardCharsets.US_ASCII));
        assertThat(hash).isEqualTo(foobar.bytes("identifierHash"));
        Element element = Element.ofUniformBytes(hash);
        assertThat(element).isEqualTo(foobar.element("M"));
        assertThat(element.times(foobar.scalar("factor"))).isEqualTo(foobar.element("localPseudonym"));
    }
}
