package dev.sekisho.veil.access;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;

/** The user's side of getting tokens: hides nonces, and makes tokens of what the issuer answers. */
public final class TokenOrder {
    private static final ObliviousFunction FUNCTION = ObliviousFunction.verifiable();

    private final List<ByteString> nonces = new ArrayList<>();
    private final List<Scalar> blinds = new ArrayList<>();
    private final List<Element> blinded = new ArrayList<>();

    /** An order of so many tokens. */
    public TokenOrder(int count, RandomBytes random) {
        for (int i = 0; i < count; i++) {
            byte[] nonce = new byte[Token.NONCE_BYTES];
            random.fill(nonce);
            Scalar blind = Scalar.random(random);
            nonces.add(ByteString.of(nonce));
            blinds.add(blind);
            blinded.add(FUNCTION.blind(nonce, blind));
        }
    }

    /** What the issuer gets. */
    public List<Element> blinded() {
        return List.copyOf(blinded);
    }

    /**
     * The tokens.
     *
     * @param publicKey the issuer's key in the directory, the same for everybody
     * @throws IllegalArgumentException if the proof does not hold: the issuer used another key, perhaps one for this user
     *     alone
     */
    public List<Token> receive(Element publicKey, List<Element> evaluated, Proof proof) {
        if (!FUNCTION.proves(publicKey, blinded, evaluated, proof)) {
            throw new IllegalArgumentException(
                    "the tokens were not made with the key of the directory: do not use them, and tell the operator");
        }
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < nonces.size(); i++) {
            byte[] output = FUNCTION.finish(nonces.get(i).toBytes(), blinds.get(i), evaluated.get(i));
            tokens.add(new Token(nonces.get(i), ByteString.of(output)));
        }
        return tokens;
    }
}
