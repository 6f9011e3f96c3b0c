package dev.sekisho.veil.hash;

import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;

/**
 * Factors of a transcryptor from its long-lived secrets: {@code DeriveFactor} of draft-doesburg-cfrg-coprf with suite
 * ristretto255-SHA512.
 */
public final class FactorDerivation {
    private static final String TAG = "DeriveFactor-coPRFV1-ristretto255-SHA512";
    private static final String GROUP_TAG = "HashToGroup-coPRFV1-ristretto255-SHA512";

    private FactorDerivation() {}

    /** What a factor is for; the byte goes into the derivation. */
    public enum Use {
        /** Re-keying of identities. */
        REKEY_IDENTITY(1),
        /** Re-keying of fields. */
        REKEY_FIELD(2),
        /** Pseudonyms. */
        PSEUDONYM(3);

        private final int label;

        Use(int label) {
            this.label = label;
        }
    }

    /**
     * A factor that is neither 0 nor 1.
     *
     * @param secret the transcryptor's secret for this use
     * @param context what the factor belongs to: a domain or a session
     */
    public static Scalar derive(byte[] secret, Use use, byte[] context) {
        for (int counter = 0; counter <= 255; counter++) {
            Octets input =
                    new Octets().counted(secret).i1(use.label).counted(context).i1(counter);
            Scalar factor = Scalar.ofUniformBytes(MessageExpansion.expand(input.toBytes(), TAG));
            input.clear();
            if (!factor.isZero() && !factor.isOne()) {
                return factor;
            }
        }
        throw new IllegalStateException("256 factors in a row are 0 or 1: SHA-512 is broken");
    }

    /** The element of an identifier that comes from a name or number (compatibility mode); guessable, if the name is. */
    public static Element hashToElement(byte[] identifier) {
        return Element.ofUniformBytes(MessageExpansion.expand(identifier, GROUP_TAG));
    }
}
