package dev.sekisho.veil.directory;

import dev.sekisho.veil.proof.EqualityPurpose;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.Map;
import java.util.TreeMap;

/**
 * Enrolment's share of each purpose key. Without one a single transcryptor would own the whole key, and could decrypt
 * everything alone.
 */
public final class EnrolmentSecrets {
    private final Map<String, Scalar> purposeShares;

    /** The shares y_p^(0). */
    public EnrolmentSecrets(Map<String, Scalar> purposeShares) {
        this.purposeShares = new TreeMap<>(purposeShares);
    }

    /** New shares for some purposes. */
    public static EnrolmentSecrets random(Iterable<String> purposes, RandomBytes random) {
        Map<String, Scalar> shares = new TreeMap<>();
        purposes.forEach(purpose -> shares.put(purpose, Scalar.random(random)));
        return new EnrolmentSecrets(shares);
    }

    /** Enrolment's share of a service's secret key for a purpose: y_p^(0) itself. */
    public Scalar serviceKeyShare(String purpose) {
        Scalar share = purposeShares.get(purpose);
        if (share == null) {
            throw new IllegalArgumentException("there is no share for the purpose \"" + purpose + "\"");
        }
        return share;
    }

    /** The first step in building a purpose key. */
    public ChainStep purposeStep(String purpose, ProofMaker maker) {
        return ChainStep.take(EqualityPurpose.PURPOSE_KEY, Element.GENERATOR, serviceKeyShare(purpose), maker);
    }

    @Override
    public String toString() {
        return "EnrolmentSecrets (secret)";
    }
}
