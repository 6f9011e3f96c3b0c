package dev.sekisho.ledger.proof;

import dev.sekisho.ledger.checkpoint.Cosignature;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;

/** Checks a proof against keys that did not come with it. */
public final class ProofCheck {
    private ProofCheck() {}

    /**
     * What is wrong with a proof, in sentences; empty if it proves that the entry is in the log.
     *
     * @param entry the bytes of the entry
     * @param key the key of the log, whose name is the log's
     * @param witnesses keys of witnesses that must all have cosigned
     */
    public static List<String> faults(ProofDocument proof, byte[] entry, VerifierKey key, List<VerifierKey> witnesses) {
        List<String> faults = new ArrayList<>();
        SignedCheckpoint checkpoint = proof.checkpoint();
        if (!checkpoint.checkpoint().origin().equals(key.name())) {
            faults.add("The proof is of the log \"" + checkpoint.checkpoint().origin() + "\", not of \"" + key.name()
                    + "\".");
        }
        if (checkpoint.judge(key) != Note.Judgement.SIGNED) {
            faults.add("The checkpoint in the proof is not signed by the key " + key + ".");
        }
        for (VerifierKey witness : witnesses) {
            if (!(Cosignature.judge(checkpoint, witness) instanceof Cosignature.Given)) {
                faults.add("The checkpoint in the proof is not cosigned by \"" + witness.name() + "\".");
            }
        }
        if (!proof.holds(entry)) {
            faults.add("The entry is not at place " + proof.inclusion().index()
                    + " of the log that the checkpoint covers.");
        }
        return faults;
    }
}
