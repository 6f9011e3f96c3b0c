package dev.sekisho.server.ledger;

import dev.sekisho.ledger.entry.EntrySalt;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.scope.Actor;
import java.security.SecureRandom;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where evidence is recorded. It is written in the transaction of whoever records it: both are committed or neither. The
 * one who acts is taken from {@link Actor}.
 */
@Component
public class Ledger {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SequencerThread sequencer;
    private final SecureRandom random = new SecureRandom();

    Ledger(JdbcClient jdbc, JsonMapper json, SequencerThread sequencer) {
        this.jdbc = jdbc;
        this.json = json;
        this.sequencer = sequencer;
    }

    /**
     * Records what happened.
     *
     * @return the id of the evidence
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID record(Evidence evidence) {
        UUID id = Uuids.next();
        Actor actor = Actor.current();
        jdbc.sql("""
                insert into ledger.evidence (id, account, actor, kind, unit, subject, facts, salt)
                values (:id, :account, :actor, :kind, :unit, :subject, cast(:facts as jsonb), :salt)
                """)
                .param("id", id)
                .param("account", actor.account())
                .param("actor", actor.name())
                .param("kind", evidence.kind())
                .param("unit", evidence.unit())
                .param("subject", evidence.subject())
                .param("facts", json.writeValueAsString(evidence.facts()))
                .param("salt", EntrySalt.random(random).toBytes())
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sequencer.wake();
            }
        });
        return id;
    }
}
