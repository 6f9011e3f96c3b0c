package dev.sekisho.veil.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.record.Checked;
import dev.sekisho.veil.record.Household;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import dev.sekisho.veil.vectors.VectorFile;
import dev.sekisho.veil.vectors.WorkedExample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccessVectorsTest {
    private static final VectorFile EXAMPLE = WorkedExample.FILE;
    private static final VectorFile RFC9497 = VectorFile.open("rfc9497-ristretto255-sha512.json");

    @Test
    void labelsThePseudonymOfTheExample() {
        assertThat(DisplayLabel.of(EXAMPLE.element("service", "P_j")))
                .isEqualTo(EXAMPLE.at("service", "label").text());
    }

    @Test
    void sealsTheResultOfTheExampleAndOpensItWithTheUsersSecretAlone() {
        VectorFile expected = EXAMPLE.at("sealedResult");
        Element pseudonym = EXAMPLE.element("service", "P_j");
        ByteString mailbox = Mailbox.name(pseudonym, expected.at("day").number());
        byte[] message = expected.at("plainUtf8").text().getBytes(StandardCharsets.UTF_8);
        SigningKey signingKey = SigningKey.ofSeed(expected.bytes("ed25519Seed"));

        SealedResult sealed = SealedResult.seal(
                WorkedExample.SERVICE,
                EXAMPLE.element("keys", "S_j"),
                pseudonym,
                mailbox,
                message,
                signingKey,
                expected.scalar("e"));

        assertThat(mailbox).hasToString(expected.at("mailbox").text());
        assertThat(sealed.sealed()).hasToString(expected.at("sealed").text());
        assertThat(sealed.signature()).hasToString(expected.at("signature").text());
        ByteString key = ByteString.of(signingKey.publicKey());
        Scalar x = EXAMPLE.scalar("keys", "x");
        SealedResult read = SealedResult.decode(sealed.encode()).orElseThrow();
        assertThat(read.open(WorkedExample.SERVICE, key, pseudonym, x))
                .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(message));
        assertThat(read.open("monitoring", key, pseudonym, x)).isEmpty();
        assertThat(read.open(WorkedExample.SERVICE, key, pseudonym, x.plus(Scalar.ONE)))
                .isEmpty();
        assertThat(new SealedResult(Mailbox.name(pseudonym, 1), sealed.sealed(), sealed.signature())
                        .open(WorkedExample.SERVICE, key, pseudonym, x))
                .isEmpty();
        assertEveryChangedByteIsNoticed(sealed, key, pseudonym, x);
    }

    private static void assertEveryChangedByteIsNoticed(
            SealedResult sealed, ByteString key, Element pseudonym, Scalar x) {
        byte[] bytes = sealed.encode();
        for (int i = 0; i < bytes.length; i += 7) {
            bytes[i] ^= 1;
            assertThat(SealedResult.decode(bytes).flatMap(each -> each.open(WorkedExample.SERVICE, key, pseudonym, x)))
                    .as("byte %d", i)
                    .isEmpty();
            bytes[i] ^= 1;
        }
    }

    @Test
    void computesTheObliviousFunctionsOfRfc9497() {
        for (int mode = 0; mode <= 1; mode++) {
            VectorFile suite = RFC9497.at("suites", mode);
            ObliviousFunction function = mode == 0 ? ObliviousFunction.plain() : ObliviousFunction.verifiable();
            Scalar key = function.deriveKey(suite.bytes("seed"), suite.bytes("keyInfo"));
            assertThat(key).isEqualTo(suite.scalar("skSm"));
            for (VectorFile vector : suite.at("vectors").all()) {
                check(function, key, vector);
            }
        }
    }

    private static void check(ObliviousFunction function, Scalar key, VectorFile vector) {
        List<byte[]> inputs = parts(vector.at("Input"));
        List<Element> blinded = elements(vector.at("BlindedElement"));
        List<Element> evaluated = elements(vector.at("EvaluationElement"));
        List<byte[]> outputs = parts(vector.at("Output"));
        List<byte[]> blinds = parts(vector.at("Blind"));
        for (int i = 0; i < inputs.size(); i++) {
            Scalar blind = Scalar.decode(blinds.get(i)).orElseThrow();
            assertThat(function.blind(inputs.get(i), blind)).isEqualTo(blinded.get(i));
            assertThat(function.evaluate(key, blinded.get(i))).isEqualTo(evaluated.get(i));
            assertThat(function.finish(inputs.get(i), blind, evaluated.get(i))).isEqualTo(outputs.get(i));
            assertThat(function.output(inputs.get(i), key)).isEqualTo(outputs.get(i));
        }
        if (vector.has("Proof")) {
            Proof proof = function.prove(key, blinded, evaluated, vector.scalar("Proof", "r"));
            assertThat(HexFormat.of().formatHex(proof.encode()))
                    .isEqualTo(vector.at("Proof", "proof").text());
            Element publicKey = Element.GENERATOR.times(key);
            assertThat(function.proves(publicKey, blinded, evaluated, proof)).isTrue();
            assertThat(function.proves(publicKey, evaluated, blinded, proof)).isFalse();
            assertThat(function.proves(publicKey.twice(), blinded, evaluated, proof))
                    .isFalse();
        }
    }

    private static List<byte[]> parts(VectorFile place) {
        List<byte[]> parts = new ArrayList<>();
        for (String part : place.text().split(",", -1)) {
            parts.add(HexFormat.of().parseHex(part));
        }
        return parts;
    }

    private static List<Element> elements(VectorFile place) {
        return parts(place).stream()
                .map(each -> Element.decode(each).orElseThrow())
                .toList();
    }

    @Test
    void tokensAreSpentOnceAndOnlyWithTheirKey() {
        RandomBytes random = new Random(26)::nextBytes;
        TokenKey key = new TokenKey(Scalar.random(random), 4, random);
        TokenKey other = new TokenKey(Scalar.random(random), 4, random);
        Element user = Household.random(random).identity();
        TokenOrder order = new TokenOrder(3, random);

        TokenKey.Issue issue = key.issue(user, order.blinded()).ifAccepted().orElseThrow();
        List<Token> tokens = order.receive(key.publicKey(), issue.evaluated(), issue.proof());

        Token token = Token.decode(tokens.getFirst().encode()).orElseThrow();
        assertThat(other.spend(token)).isEqualTo(Checked.rejected(Rejection.TOKEN));
        assertThat(key.spend(token)).isEqualTo(Checked.accepted(token));
        assertThat(key.spend(token)).isEqualTo(Checked.rejected(Rejection.TOKEN));
        assertThat(key.spend(new Token(tokens.get(1).nonce(), tokens.get(2).output())))
                .isEqualTo(Checked.rejected(Rejection.TOKEN));
        assertThat(key.issue(user, order.blinded())).isEqualTo(Checked.rejected(Rejection.TOKEN));
        assertThat(key.issue(user, List.of(Element.IDENTITY))).isEqualTo(Checked.rejected(Rejection.IDENTITY_ELEMENT));
        assertThatThrownBy(() -> order.receive(other.publicKey(), issue.evaluated(), issue.proof()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the tokens were not made with the key of the directory: do not use them, and tell the"
                        + " operator");
    }

    @Test
    void aTokenIsSpentOnceAlsoByTwoThreadsAtOnce() throws Exception {
        RandomBytes random = RandomBytes.secure();
        TokenKey key = new TokenKey(Scalar.random(random), 64, random);
        TokenOrder order = new TokenOrder(16, random);
        TokenKey.Issue issue =
                key.issue(Element.GENERATOR, order.blinded()).ifAccepted().orElseThrow();
        List<Token> tokens = order.receive(key.publicKey(), issue.evaluated(), issue.proof());
        var spent = new java.util.concurrent.atomic.AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.startVirtualThread(() ->
                    tokens.forEach(token -> key.spend(token).ifAccepted().ifPresent(ok -> spent.incrementAndGet()))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(spent).hasValue(16);
    }

    @Test
    void readsNoTokenOfAnotherLength() {
        assertThat(Token.decode(new byte[95])).isEmpty();
        assertThat(Token.decode(new byte[97])).isEmpty();
        assertThat(SignIn.decode(new byte[95])).isEmpty();
        assertThat(new PublicScalar(Scalar.ONE)).isNotEqualTo(new PublicScalar(Scalar.ZERO));
    }
}
