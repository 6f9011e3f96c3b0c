package dev.sekisho.veil.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.EnrolmentSecrets;
import dev.sekisho.veil.directory.FieldForm;
import dev.sekisho.veil.directory.KeyCeremony;
import dev.sekisho.veil.directory.PolicyClass;
import dev.sekisho.veil.directory.PseudonymStep;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.ServiceListing;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DirectoryCheckTest {
    private static final RandomBytes RANDOM = new Random(24)::nextBytes;
    private static final Schema SCHEMA = new Schema(1, List.of(new Schema.Field("power", FieldForm.NUMBER)));
    private static final List<String> PURPOSES = KeyCeremony.purposes(List.of(SCHEMA));
    private static final EnrolmentSecrets ENROLMENT = EnrolmentSecrets.random(PURPOSES, RANDOM);
    private static final TranscryptorSecrets HONEST = TranscryptorSecrets.random(1, PURPOSES, RANDOM);
    private static final TranscryptorSecrets OTHER = TranscryptorSecrets.random(1, PURPOSES, RANDOM);

    private static Directory directory(TranscryptorSecrets transcryptor, int domainEpoch, int keyEpoch) {
        return new KeyCeremony(ENROLMENT, List.of(transcryptor), ProofMaker.of(RANDOM))
                .build(
                        domainEpoch,
                        keyEpoch,
                        List.of(SCHEMA),
                        List.of(new PolicyClass(1, Map.of("energy", Set.of("power")))),
                        Map.of("energy", ByteString.of(new byte[32])),
                        Element.GENERATOR);
    }

    @Test
    void aClientStopsAtAPseudonymKeyThatChangedWithinADomainEpoch() {
        Directory known = directory(HONEST, 1, 1);
        assertThat(DirectoryCheck.change(known, directory(HONEST, 1, 2))).isEmpty();
        assertThat(DirectoryCheck.change(known, directory(OTHER, 1, 2)))
                .contains("the pseudonym key of \"energy\" changed within domain epoch 1");
        assertThat(DirectoryCheck.change(known, directory(OTHER, 2, 2))).isEmpty();
    }

    @Test
    void aClientStopsAtADirectoryThatIsOlderThanTheOneItKnows() {
        String older = "the directory is older than the one that is known";
        assertThat(DirectoryCheck.change(directory(HONEST, 1, 2), directory(HONEST, 1, 1)))
                .contains(older);
        assertThat(DirectoryCheck.change(directory(HONEST, 2, 2), directory(HONEST, 1, 3)))
                .contains(older);
    }

    @Test
    void aClientStopsAtAPseudonymKeyWithoutProofOfKnowledge() {
        Directory honest = directory(HONEST, 1, 1);
        assertThat(DirectoryCheck.fault(honest)).isEmpty();
        ServiceListing energy = honest.service("energy");
        List<PseudonymStep> steps = new ArrayList<>();
        PseudonymStep foreign =
                directory(OTHER, 1, 1).service("energy").pseudonymSteps().getFirst();
        for (PseudonymStep step : energy.pseudonymSteps()) {
            steps.add(new PseudonymStep(step.step(), foreign.knowledge()));
        }
        Directory forged = new Directory(
                1,
                1,
                List.copyOf(honest.schemas().values()),
                List.copyOf(honest.policyClasses().values()),
                honest.purposeSteps(),
                List.of(new ServiceListing("energy", energy.signingKey(), steps, energy.keySteps())),
                honest.handleKey());
        assertThat(DirectoryCheck.fault(forged))
                .contains("the pseudonym key of \"energy\" was not built as it should be");
    }
}
