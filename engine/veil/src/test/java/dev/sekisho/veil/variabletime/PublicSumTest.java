package dev.sekisho.veil.variabletime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.ElementTest;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PublicSumTest {
    private final Random random = new Random(5);

    @Test
    void productsAgreeWithTheConstantTimeArithmetic() {
        Element element = Element.random(random::nextBytes);
        PublicKeyTable key = new PublicKeyTable(element);
        for (Scalar scalar : ElementTest.scalars(random::nextBytes)) {
            PublicScalar open = new PublicScalar(scalar);
            assertThat(new PublicSum().plus(open, element).value()).isEqualTo(element.times(scalar));
            assertThat(new PublicSum().plus(open, key).value()).isEqualTo(element.times(scalar));
            assertThat(new PublicSum().minus(open, key).value())
                    .isEqualTo(element.times(scalar).negated());
        }
    }

    @Test
    void sumsAgreeWithTheConstantTimeArithmetic() {
        List<Scalar> scalars = ElementTest.scalars(random::nextBytes);
        PublicSum sum = new PublicSum();
        Element expected = Element.IDENTITY;
        for (Scalar scalar : scalars) {
            Element element = Element.random(random::nextBytes);
            sum.plus(new PublicScalar(scalar), element).minus(new PublicScalar(scalar), PublicKeyTable.ofGenerator());
            expected = expected.plus(element.times(scalar)).minus(Element.GENERATOR.times(scalar));
        }
        assertThat(sum.value()).isEqualTo(expected);
    }

    @Test
    void theEmptySumIsTheIdentity() {
        assertThat(new PublicSum().value()).isEqualTo(Element.IDENTITY);
    }
}
