package dev.sekisho.veil.check;

import dev.sekisho.veil.directory.ChainStep;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.PolicyClass;
import dev.sekisho.veil.directory.PseudonymStep;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.ServiceListing;
import dev.sekisho.veil.proof.EqualityPurpose;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.ristretto.Element;
import java.util.List;
import java.util.Optional;

/**
 * Checks a directory before anything is encrypted under its keys: every step of every key, and that no pseudonym key has
 * changed behind the client's back. Whether the directory is in the public ledger is checked by whoever has the ledger.
 */
public final class DirectoryCheck {
    private static final ProofCheck PROOFS = new ProofCheck(List.of());

    private DirectoryCheck() {}

    /** What is wrong with a directory; empty if nothing is. */
    public static Optional<String> fault(Directory directory) {
        int transcryptors = directory.transcryptors();
        for (Schema schema : directory.schemas().values()) {
            for (String field : schema.names()) {
                if (!directory.purposeSteps().containsKey(field)) {
                    return Optional.of("there is no key for the field \"" + field + "\"");
                }
            }
        }
        for (var purpose : directory.purposeSteps().entrySet()) {
            if (purpose.getValue().size() != transcryptors + 1
                    || !holds(EqualityPurpose.PURPOSE_KEY, Element.GENERATOR, purpose.getValue())) {
                return Optional.of("the key for \"" + purpose.getKey() + "\" was not built as it should be");
            }
        }
        for (PolicyClass policy : directory.policyClasses().values()) {
            for (String service : policy.grants().keySet()) {
                if (!directory.services().containsKey(service)) {
                    return Optional.of(
                            "policy class " + policy.number() + " names an unknown service \"" + service + "\"");
                }
            }
        }
        for (ServiceListing service : directory.services().values()) {
            Optional<String> fault = fault(directory, service, transcryptors);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(Directory directory, ServiceListing service, int transcryptors) {
        if (service.pseudonymSteps().size() != transcryptors || !pseudonymKeyHolds(directory, service)) {
            return Optional.of("the pseudonym key of \"" + service.name() + "\" was not built as it should be");
        }
        if (!service.keySteps().containsKey(Schema.IDENTITY)) {
            return Optional.of("service \"" + service.name() + "\" has no key for the identity");
        }
        for (var purpose : service.keySteps().entrySet()) {
            List<ChainStep> before = directory.purposeSteps().get(purpose.getKey());
            if (before == null
                    || purpose.getValue().size() != transcryptors
                    || !holds(EqualityPurpose.TARGET_KEY, before.getLast().key(), purpose.getValue())) {
                return Optional.of("the key of \"" + service.name() + "\" for \"" + purpose.getKey()
                        + "\" was not built as it should be");
            }
        }
        return Optional.empty();
    }

    private static boolean holds(EqualityPurpose purpose, Element start, List<ChainStep> steps) {
        Element before = start;
        for (ChainStep step : steps) {
            if (step.share().isIdentity() || !PROOFS.proves(step.claim(purpose, before), step.proof())) {
                return false;
            }
            before = step.key();
        }
        return true;
    }

    private static boolean pseudonymKeyHolds(Directory directory, ServiceListing service) {
        int position = 0;
        for (PseudonymStep step : service.pseudonymSteps()) {
            position++;
            if (!PROOFS.proves(
                    Statements.pseudonymShare(
                            service.name(),
                            directory.domainEpoch(),
                            position,
                            step.step().share()),
                    step.knowledge())) {
                return false;
            }
        }
        List<ChainStep> steps =
                service.pseudonymSteps().stream().map(PseudonymStep::step).toList();
        return holds(EqualityPurpose.PSEUDONYM_KEY, Element.GENERATOR, steps);
    }

    /**
     * What changed against the directory that a client knew: within one domain epoch no service may change its pseudonym
     * key, for a false one would misuse the client's secret; empty if nothing did.
     */
    public static Optional<String> change(Directory known, Directory offered) {
        if (offered.keyEpoch() < known.keyEpoch() || offered.domainEpoch() < known.domainEpoch()) {
            return Optional.of("the directory is older than the one that is known");
        }
        for (ServiceListing service : known.services().values()) {
            ServiceListing now = offered.services().get(service.name());
            if (now != null
                    && offered.domainEpoch() == known.domainEpoch()
                    && !now.pseudonymKey().equals(service.pseudonymKey())) {
                return Optional.of("the pseudonym key of \"" + service.name() + "\" changed within domain epoch "
                        + known.domainEpoch());
            }
        }
        return Optional.empty();
    }
}
