package dev.sekisho.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TotpTest {
    /** The secret of RFC 6238, appendix B. */
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @Test
    void givesTheCodesOfTheStandard() {
        record Vector(long seconds, String code) {}
        List<Vector> vectors = List.of(
                new Vector(59, "94287082"),
                new Vector(1111111109, "07081804"),
                new Vector(1111111111, "14050471"),
                new Vector(1234567890, "89005924"),
                new Vector(2000000000, "69279037"),
                new Vector(20000000000L, "65353130"));
        List<String> failures = new ArrayList<>();
        for (Vector vector : vectors) {
            String code = Totp.code(SECRET, vector.seconds() / Totp.STEP_SECONDS, 8);
            if (!code.equals(vector.code())) {
                failures.add(vector + " gave " + code);
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void acceptsTheStepsBesideThePresentOneAndNoOther() {
        Instant now = Instant.ofEpochSecond(1_111_111_109);
        long present = now.getEpochSecond() / Totp.STEP_SECONDS;
        for (int offset = -3; offset <= 3; offset++) {
            boolean accepted = Totp.matchingStep(SECRET, Totp.code(SECRET, present + offset, 6), now, 0)
                    .isPresent();
            assertThat(accepted).as("step %d", offset).isEqualTo(Math.abs(offset) <= 1);
        }
    }

    @Test
    void refusesACodeThatWasUsed() {
        Instant now = Instant.ofEpochSecond(1_111_111_109);
        long present = now.getEpochSecond() / Totp.STEP_SECONDS;
        String code = Totp.code(SECRET, present, 6);

        assertThat(Totp.matchingStep(SECRET, code, now, present)).isEmpty();
        assertThat(Totp.matchingStep(SECRET, code, now, present - 1)).hasValue(present);
    }

    @Test
    void refusesWhatIsNoCode() {
        for (String text : List.of("", "12345", "1234567", "abcdef", "１２３４５６", "-12345")) {
            assertThat(Totp.matchingStep(SECRET, text, Instant.now(), 0))
                    .as(text)
                    .isEmpty();
        }
    }
}
