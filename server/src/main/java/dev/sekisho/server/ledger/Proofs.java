package dev.sekisho.server.ledger;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.export.ExportReader;
import dev.sekisho.ledger.export.ExportWriter;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.note.VerifierKey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What the log gives out: proofs, checkpoints, exports. Acts as the sequencer, after others have decided who may ask. */
@Component
class Proofs {
    private final DatabaseLogStore store;
    private final LogKey key;

    Proofs(DatabaseLogStore store, LogKey key) {
        this.store = store;
        this.key = key;
    }

    /** The last checkpoint, empty before anything was sequenced. */
    @Transactional(readOnly = true)
    Optional<SignedCheckpoint> checkpoint() {
        return store.read(DatabaseLogStore.CHECKPOINT, Note.MOST_BYTES)
                .flatMap(bytes -> SignedCheckpoint.parse(bytes).toOptional());
    }

    /** The key by which checkpoints are checked, empty before anything was sequenced. */
    @Transactional(readOnly = true)
    Optional<VerifierKey> verifierKey() throws IOException {
        return checkpoint().isEmpty()
                ? Optional.empty()
                : Optional.of(key.signer().verifierKey());
    }

    /** The proof of what stands at a place. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    byte[] proof(long place) throws IOException {
        return reader().prove(place).encode();
    }

    /** Whether these bytes are what the last checkpoint covers at a place. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    boolean holds(long place, byte[] entry) throws IOException {
        return reader().prove(place).holds(entry);
    }

    /** Writes the whole log as one archive. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    void export(OutputStream out) throws IOException {
        ExportWriter.writeArchive(store, reader().checkpoint(), out);
    }

    private ExportReader reader() throws IOException {
        return new ExportReader(
                store, checkpoint().orElseThrow(() -> new IOException("nothing has been sequenced yet")));
    }
}
