package dev.sekisho.veil.access;

import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.hash.MessageExpansion;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.ElementTable;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The verifiable oblivious pseudorandom function of RFC 9497 with suite ristretto255-SHA512: the owner of a key computes the
 * function of an input that he does not see, and proves that he used the key.
 *
 * <p>Its proof's response is {@code s = r - c k}, other than in Veil's own proofs.
 */
public final class ObliviousFunction {
    /** Bytes of an output. */
    public static final int OUTPUT_BYTES = 64;

    private static final Element G = Element.GENERATOR;

    private final byte[] context;

    private ObliviousFunction(int mode) {
        this.context = new Octets()
                .text("OPRFV1-")
                .i1(mode)
                .text("-ristretto255-SHA512")
                .toBytes();
    }

    /** The mode without proofs (OPRF, section 3.3.1). */
    public static ObliviousFunction plain() {
        return new ObliviousFunction(0);
    }

    /** The mode with proofs (VOPRF, section 3.3.2). */
    public static ObliviousFunction verifiable() {
        return new ObliviousFunction(1);
    }

    /** A key from a seed of 32 bytes (DeriveKeyPair, section 3.2.1). */
    public Scalar deriveKey(byte[] seed, byte[] info) {
        for (int counter = 0; counter <= 255; counter++) {
            byte[] input = new Octets().raw(seed).counted(info).i1(counter).toBytes();
            Scalar key = Scalar.ofUniformBytes(MessageExpansion.expand(input, tag("DeriveKeyPair")));
            if (!key.isZero()) {
                return key;
            }
        }
        throw new IllegalStateException("256 keys in a row are zero: SHA-512 is broken");
    }

    /** Hides an input: blind * H(input). */
    public Element blind(byte[] input, Scalar blind) {
        return hashToGroup(input).times(blind);
    }

    /** What the owner of the key computes of a hidden input. */
    public Element evaluate(Scalar key, Element blinded) {
        return blinded.times(key);
    }

    /** The output, from the evaluation of an input that was hidden with a blind. */
    public byte[] finish(byte[] input, Scalar blind, Element evaluated) {
        return output(input, evaluated.times(blind.inverted()));
    }

    /** The output, computed by the owner of the key alone. */
    public byte[] output(byte[] input, Scalar key) {
        return output(input, hashToGroup(input).times(key));
    }

    private static byte[] output(byte[] input, Element unblinded) {
        return Digests.sha512(new Octets()
                .counted(input)
                .counted(unblinded.encode())
                .text("Finalize")
                .toBytes());
    }

    private Element hashToGroup(byte[] input) {
        return Element.ofUniformBytes(MessageExpansion.expand(input, tag("HashToGroup-")));
    }

    /** Proves that all evaluations were made with the key (GenerateProof, section 2.2.1). */
    public Proof prove(Scalar key, List<Element> blinded, List<Element> evaluated, Scalar nonce) {
        Element publicKey = ElementTable.ofGenerator().times(key);
        Element m = weighted(blinded, publicKey, blinded, evaluated);
        Element z = m.times(key);
        Scalar challenge = challenge(publicKey, m, z, ElementTable.ofGenerator().times(nonce), m.times(nonce));
        Scalar response = nonce.minus(challenge.times(key));
        return new Proof(new PublicScalar(challenge), List.of(new PublicScalar(response)));
    }

    /** Whether all evaluations were made with the key of a public key (VerifyProof, section 2.2.2). */
    public boolean proves(Element publicKey, List<Element> blinded, List<Element> evaluated, Proof proof) {
        if (blinded.size() != evaluated.size() || proof.responses().size() != 1) {
            return false;
        }
        Element m = weighted(blinded, publicKey, blinded, evaluated);
        Element z = weighted(evaluated, publicKey, blinded, evaluated);
        Scalar c = proof.challenge().value();
        Scalar s = proof.responses().getFirst().value();
        Element t2 = G.times(s).plus(publicKey.times(c));
        Element t3 = m.times(s).plus(z.times(c));
        return challenge(publicKey, m, z, t2, t3).equals(c);
    }

    private Element weighted(
            List<Element> elements, Element publicKey, List<Element> blinded, List<Element> evaluated) {
        byte[] seed = Digests.sha512(
                new Octets().counted(publicKey.encode()).counted(tag("Seed-")).toBytes());
        List<Scalar> weights = new ArrayList<>();
        for (int i = 0; i < blinded.size(); i++) {
            weights.add(hashToScalar(new Octets()
                    .counted(seed)
                    .i2(i)
                    .counted(blinded.get(i).encode())
                    .counted(evaluated.get(i).encode())
                    .text("Composite")));
        }
        Element sum = Element.IDENTITY;
        for (int i = 0; i < elements.size(); i++) {
            sum = sum.plus(elements.get(i).times(weights.get(i)));
        }
        return sum;
    }

    private Scalar challenge(Element publicKey, Element m, Element z, Element t2, Element t3) {
        Octets transcript = new Octets();
        for (Element element : List.of(publicKey, m, z, t2, t3)) {
            transcript.counted(element.encode());
        }
        return hashToScalar(transcript.text("Challenge"));
    }

    private Scalar hashToScalar(Octets message) {
        return Scalar.ofUniformBytes(MessageExpansion.expand(message.toBytes(), tag("HashToScalar-")));
    }

    private byte[] tag(String prefix) {
        return new Octets()
                .raw(prefix.getBytes(StandardCharsets.US_ASCII))
                .raw(context)
                .toBytes();
    }
}
