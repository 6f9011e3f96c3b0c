package dev.sekisho.server.ledger;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.log.CheckpointPublisher;
import dev.sekisho.ledger.log.MerkleLog;
import dev.sekisho.ledger.note.NoteSigner;
import dev.sekisho.server.scope.Actor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives evidence its place in the log. One server does so at a time, elected by a lock that lasts as long as its
 * transaction. Entries, checkpoint and places are committed together, so that a crash leaves all of them or none, and
 * places have no gaps.
 */
@Component
class Sequencer {
    /** The most entries of one transaction. */
    static final int BATCH = 2_000;

    /** Asked for by {@code pg_try_advisory_xact_lock}; means something in this database alone. */
    static final long LOCK = 0x53454b_4c4544L;

    private final JdbcClient jdbc;
    private final DatabaseLogStore store;
    private final LogKey key;
    private final EvidenceEntries entries;
    private final Optional<CheckpointPublisher> publisher;

    Sequencer(
            JdbcClient jdbc,
            DatabaseLogStore store,
            LogKey key,
            EvidenceEntries entries,
            Optional<CheckpointPublisher> publisher) {
        this.jdbc = jdbc;
        this.store = store;
        this.key = key;
        this.entries = entries;
        this.publisher = publisher;
    }

    /**
     * Sequences evidence that waits.
     *
     * @return how much, 0 if another server does so or none waits
     * @throws dev.sekisho.ledger.log.ForkException if going on would contradict a checkpoint that was published
     */
    @Transactional(rollbackFor = IOException.class)
    int sequence() throws IOException {
        mustBeSequencer();
        if (!isElected()) {
            return 0;
        }
        List<WaitingEvidence> waiting = entries.waiting(BATCH);
        if (waiting.isEmpty()) {
            return 0;
        }
        MerkleLog log = open(List.of());
        long first = log.checkpoint().size();
        log.append(waiting.stream().map(one -> one.entry().encode()).toList());
        jdbc.sql("""
                update ledger.evidence
                   set place = :first + sequenced.number - 1
                  from unnest(cast(:ids as uuid[])) with ordinality as sequenced (id, number)
                 where evidence.id = sequenced.id
                """)
                .param("first", first)
                .param("ids", waiting.stream().map(one -> one.id().toString()).toArray(String[]::new))
                .update();
        return waiting.size();
    }

    /**
     * Publishes the last checkpoint outside, where a place is configured, after making sure that the log continues what was
     * published before.
     */
    @Transactional(rollbackFor = IOException.class)
    void publish() throws IOException {
        mustBeSequencer();
        if (publisher.isEmpty()
                || !isElected()
                || store.read(DatabaseLogStore.CHECKPOINT, 1).isEmpty()) {
            return;
        }
        CheckpointPublisher outside = publisher.get();
        MerkleLog log = open(outside.last().map(List::of).orElse(List.of()));
        if (log.checkpoint().size() > 0) {
            outside.publish(log.checkpoint(), store);
        }
    }

    private MerkleLog open(List<SignedCheckpoint> seen) throws IOException {
        NoteSigner signer = key.signer();
        return MerkleLog.open(store, signer, seen);
    }

    private boolean isElected() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    private static void mustBeSequencer() {
        if (!Actor.current().equals(Actor.SEQUENCER)) {
            throw new IllegalStateException("only the sequencer sequences; it acts as Actor.SEQUENCER");
        }
    }
}
