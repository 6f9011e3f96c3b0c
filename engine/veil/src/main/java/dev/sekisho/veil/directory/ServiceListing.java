package dev.sekisho.veil.directory;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.ristretto.Element;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the directory says about a service.
 *
 * @param name the service's name
 * @param signingKey its Ed25519 key, for results, 32 bytes
 * @param pseudonymSteps how its pseudonym key was built, one step for each transcryptor
 * @param keySteps how its key for each purpose was built from the purpose key, one step for each transcryptor
 */
public record ServiceListing(
        String name, ByteString signingKey, List<PseudonymStep> pseudonymSteps, Map<String, List<ChainStep>> keySteps) {
    /** Copies, in the order of names. */
    public ServiceListing {
        pseudonymSteps = List.copyOf(pseudonymSteps);
        Map<String, List<ChainStep>> copy = new TreeMap<>();
        keySteps.forEach((purpose, steps) -> copy.put(purpose, List.copyOf(steps)));
        keySteps = Collections.unmodifiableMap(copy);
    }

    /** S_j: whose multiple by x is the pseudonym of x. */
    public Element pseudonymKey() {
        return pseudonymSteps.getLast().step().key();
    }

    /** Y_{j,p}: what rows for the service are encrypted under; fails for a purpose that it has no key for. */
    public Element key(String purpose) {
        return steps(purpose).getLast().key();
    }

    /** The steps to the key for a purpose. */
    public List<ChainStep> steps(String purpose) {
        List<ChainStep> steps = keySteps.get(purpose);
        if (steps == null) {
            throw new IllegalArgumentException("service \"" + name + "\" has no key for \"" + purpose + "\"");
        }
        return steps;
    }
}
