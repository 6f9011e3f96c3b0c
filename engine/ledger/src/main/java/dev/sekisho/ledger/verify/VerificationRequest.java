package dev.sekisho.ledger.verify;

import dev.sekisho.ledger.note.SignatureType;
import dev.sekisho.ledger.note.VerifierKey;
import dev.sekisho.ledger.tile.ResourceSource;
import java.util.List;

/**
 * What an export is verified against. None of it may come from the export.
 *
 * @param key the key of the log
 * @param origin the name of the log, the first line of its checkpoints; usually that of its key
 * @param outside checkpoints that were kept elsewhere
 * @param outsideHashes folders with tiles that were kept elsewhere; they need not be trusted
 * @param witnesses keys of witnesses, each of which must have cosigned a checkpoint for it to count
 */
public record VerificationRequest(
        VerifierKey key,
        String origin,
        List<NamedCheckpoint> outside,
        List<ResourceSource> outsideHashes,
        List<VerifierKey> witnesses) {
    public VerificationRequest {
        outside = List.copyOf(outside);
        outsideHashes = List.copyOf(outsideHashes);
        witnesses = List.copyOf(witnesses);
        if (key.type() != SignatureType.NOTE) {
            throw new IllegalArgumentException("expected the key of a log, but \"" + key.name() + "\" is a witness's");
        }
        for (VerifierKey witness : witnesses) {
            if (witness.type() != SignatureType.COSIGNATURE) {
                throw new IllegalArgumentException(
                        "expected the key of a witness, but \"" + witness.name() + "\" is a log's");
            }
        }
    }
}
