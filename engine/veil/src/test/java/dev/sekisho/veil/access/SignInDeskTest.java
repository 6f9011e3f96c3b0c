package dev.sekisho.veil.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.veil.bulk.Frame;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.record.Checked;
import dev.sekisho.veil.record.Household;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignInDeskTest {
    private static final RandomBytes RANDOM = new Random(22)::nextBytes;
    private static final Element KEY = Element.GENERATOR.times(Scalar.random(RANDOM));
    private static final Element OTHER_KEY = Element.GENERATOR.times(Scalar.random(RANDOM));
    private static final Household TARO = Household.random(RANDOM);
    private static final ByteString EXPORTER = ByteString.of(new byte[32]);
    private static final ProofMaker MAKER = ProofMaker.of(RANDOM);

    private final SetClock clock = new SetClock();
    private final SignInDesk desk = new SignInDesk("energy", KEY, RANDOM, clock);

    private static SignIn signIn(Element key, ByteString nonce, ByteString exporter) {
        return SignIn.make(TARO, "energy", key, nonce, exporter, MAKER);
    }

    @Test
    void letsTheOwnerOfAPseudonymIn() {
        ByteString nonce = desk.nonce();
        SignIn sent = SignIn.decode(signIn(KEY, nonce, EXPORTER).encode()).orElseThrow();
        assertThat(desk.check(sent, nonce, EXPORTER)).isEqualTo(Checked.accepted(TARO.pseudonym(KEY)));
    }

    @Test
    void takesANonceOnceAndForSixtySeconds() {
        ByteString nonce = desk.nonce();
        SignIn signIn = signIn(KEY, nonce, EXPORTER);
        assertThat(desk.check(signIn, nonce, EXPORTER).ifAccepted()).isPresent();
        assertThat(desk.check(signIn, nonce, EXPORTER)).isEqualTo(Checked.rejected(Rejection.REPLAYED));

        ByteString late = desk.nonce();
        clock.now = clock.now.plus(Duration.ofSeconds(61));
        assertThat(desk.check(signIn(KEY, late, EXPORTER), late, EXPORTER))
                .isEqualTo(Checked.rejected(Rejection.REPLAYED));
        ByteString invented = ByteString.of(new byte[32]);
        assertThat(desk.check(signIn(KEY, invented, EXPORTER), invented, EXPORTER))
                .isEqualTo(Checked.rejected(Rejection.REPLAYED));
    }

    @Test
    void rejectsAProofForAnotherServiceConnectionNonceOrPseudonym() {
        ByteString nonce = desk.nonce();
        assertThat(desk.check(signIn(OTHER_KEY, nonce, EXPORTER), nonce, EXPORTER))
                .isEqualTo(Checked.rejected(Rejection.PROOF));
        nonce = desk.nonce();
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(desk.check(signIn(KEY, nonce, ByteString.of(other)), nonce, EXPORTER))
                .isEqualTo(Checked.rejected(Rejection.PROOF));
        nonce = desk.nonce();
        assertThat(desk.check(signIn(KEY, desk.nonce(), EXPORTER), nonce, EXPORTER))
                .isEqualTo(Checked.rejected(Rejection.PROOF));
        nonce = desk.nonce();
        SignIn signIn = signIn(KEY, nonce, EXPORTER);
        assertThat(desk.check(new SignIn(TARO.identity(), signIn.proof()), nonce, EXPORTER))
                .isEqualTo(Checked.rejected(Rejection.PROOF));
        nonce = desk.nonce();
        assertThat(desk.check(new SignIn(Element.IDENTITY, signIn.proof()), nonce, EXPORTER))
                .isEqualTo(Checked.rejected(Rejection.IDENTITY_ELEMENT));
        nonce = desk.nonce();
        assertThat(desk.check(signIn(KEY, nonce, ByteString.EMPTY), nonce, ByteString.EMPTY))
                .isEqualTo(Checked.rejected(Rejection.MALFORMED));
    }

    @Test
    void keepsARevokedPseudonymOut() {
        desk.revoke(TARO.pseudonym(KEY));
        ByteString nonce = desk.nonce();
        assertThat(desk.check(signIn(KEY, nonce, EXPORTER), nonce, EXPORTER))
                .isEqualTo(Checked.rejected(Rejection.REVOKED));
    }

    @Test
    void joinsPseudonymsOfTheSameIdentityOnly() {
        assertThat(Migration.make(TARO, KEY, OTHER_KEY, MAKER).holds(KEY, OTHER_KEY))
                .isTrue();
        Migration mine = Migration.make(TARO, KEY, OTHER_KEY, MAKER);
        Element hers = Household.random(RANDOM).pseudonym(OTHER_KEY);
        assertThat(new Migration(mine.before(), hers, mine.proof()).holds(KEY, OTHER_KEY))
                .isFalse();
        assertThat(mine.holds(OTHER_KEY, KEY)).isFalse();
    }

    @Test
    void nothingOfAUserAtTwoServicesIsTheSame() {
        Element one = TARO.pseudonym(KEY);
        Element two = TARO.pseudonym(OTHER_KEY);
        assertThat(one).isNotEqualTo(two);
        assertThat(DisplayLabel.of(one)).isNotEqualTo(DisplayLabel.of(two));
        assertThat(Mailbox.name(one, 1)).isNotEqualTo(Mailbox.name(two, 1)).isNotEqualTo(Mailbox.name(one, 2));
    }

    @FuzzTest(maxDuration = "10m")
    void readsAnyBytesWithoutThrowing(byte[] bytes) {
        SignIn.decode(bytes);
        Token.decode(bytes);
        Frame.decode(bytes);
        SealedResult.decode(bytes)
                .ifPresent(result -> result.open("energy", EXPORTER, TARO.pseudonym(KEY), TARO.secret()));
    }

    /** A clock that stands still until it is set. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
