package dev.sekisho.server.ledger;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.note.VerifierKey;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Proofs for those who may see the evidence. What they may see is asked as them; the log is read as the sequencer. */
@Component
class EvidenceProofs {
    private final EvidenceList evidence;
    private final Proofs proofs;

    EvidenceProofs(EvidenceList evidence, Proofs proofs) {
        this.evidence = evidence;
        this.proofs = proofs;
    }

    /** Compares evidence with the log. */
    ProofState state(SealedEvidence found) throws IOException {
        Long place = found.place();
        if (place == null) {
            return ProofState.WAITING;
        }
        byte[] entry = found.entry().encode();
        return Actor.SEQUENCER.perform(() -> proofs.holds(place, entry)) ? ProofState.PROVED : ProofState.DIFFERENT;
    }

    /** The proof of evidence that the one who acts may see. */
    byte[] proof(UUID id) throws IOException {
        Long place = evidence.get(id).place();
        if (place == null) {
            throw new Refusal(Refusal.Reason.CONFLICT, null, "evidence.notYetPlaced");
        }
        return Actor.SEQUENCER.perform(() -> proofs.proof(place));
    }

    /** The values of evidence that the one who acts may see, with their salts. */
    byte[] opening(UUID id) {
        return evidence.get(id).opening().encode();
    }

    /** The last checkpoint, empty before anything was sequenced. */
    Optional<SignedCheckpoint> checkpoint() {
        return Actor.SEQUENCER.call(proofs::checkpoint);
    }

    /** The key by which checkpoints are checked, empty before anything was sequenced. */
    Optional<VerifierKey> verifierKey() throws IOException {
        return Actor.SEQUENCER.perform(proofs::verifierKey);
    }

    /** Writes the whole log, which tells kinds, times and units of everything: only for those who may see all of it. */
    void export(OutputStream out) throws IOException {
        if (!evidence.holdsOnGroup(EvidencePermissions.READ)) {
            throw Refusal.notFound();
        }
        Actor.SEQUENCER.perform(() -> {
            proofs.export(out);
            return true;
        });
    }
}
