package dev.sekisho.veil.access;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.record.Checked;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key that tokens are made and checked with: shared by enrolment, which issues, and one verifier. Of one key epoch.
 *
 * <p>Safe for use by several threads.
 */
public final class TokenKey {
    private static final ObliviousFunction FUNCTION = ObliviousFunction.verifiable();

    private final Scalar key;
    private final Element publicKey;
    private final int mostTokens;
    private final RandomBytes random;
    private final Map<Element, Integer> issued = new HashMap<>();
    private final Set<ByteString> spent = ConcurrentHashMap.newKeySet();

    /**
     * A key.
     *
     * @param mostTokens how many tokens an enrolled identity gets in the epoch
     */
    public TokenKey(Scalar key, int mostTokens, RandomBytes random) {
        this.key = key;
        this.publicKey = Element.GENERATOR.times(key);
        this.mostTokens = mostTokens;
        this.random = random;
    }

    /** The public key, for the directory. */
    public Element publicKey() {
        return publicKey;
    }

    /**
     * Issues tokens to an enrolled identity.
     *
     * @return the evaluations and one proof for all of them; rejected beyond the identity's number
     */
    public Checked<Issue> issue(Element identity, List<Element> blinded) {
        if (blinded.stream().anyMatch(Element::isIdentity)) {
            return Checked.rejected(Rejection.IDENTITY_ELEMENT);
        }
        synchronized (issued) {
            int already = issued.getOrDefault(identity, 0);
            if (blinded.isEmpty() || already + blinded.size() > mostTokens) {
                return Checked.rejected(Rejection.TOKEN);
            }
            issued.put(identity, already + blinded.size());
        }
        List<Element> evaluated =
                blinded.stream().map(each -> FUNCTION.evaluate(key, each)).toList();
        Proof proof = FUNCTION.prove(key, blinded, evaluated, Scalar.random(random));
        return Checked.accepted(new Issue(evaluated, proof));
    }

    /** Spends a token; rejected if it is not one of this key, or has been spent. */
    public Checked<Token> spend(Token token) {
        byte[] output = FUNCTION.output(token.nonce().toBytes(), key);
        if (!ByteString.of(output).equals(token.output()) || !spent.add(token.nonce())) {
            return Checked.rejected(Rejection.TOKEN);
        }
        return Checked.accepted(token);
    }

    /**
     * What the issuer answers.
     *
     * @param evaluated the evaluations, in the order of the request
     * @param proof that all were made with the key
     */
    public record Issue(List<Element> evaluated, Proof proof) {
        /** Copies the list. */
        public Issue {
            evaluated = List.copyOf(evaluated);
        }
    }
}
