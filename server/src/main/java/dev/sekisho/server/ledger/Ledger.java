package dev.sekisho.server.ledger;

import dev.sekisho.ledger.entry.EntrySalt;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.scope.Actor;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
    private static final int AT_ONCE = 1000;

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
        wakeAfterCommit();
        return id;
    }

    /**
     * Records much at once, in few statements.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAll(List<Evidence> all) {
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            insert(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
        wakeAfterCommit();
    }

    private void insert(List<Evidence> some) {
        Actor actor = Actor.current();
        jdbc.sql("""
                insert into ledger.evidence (id, account, actor, kind, unit, subject, facts, salt)
                select recorded.id, :account, :actor, recorded.kind, recorded.unit, recorded.subject,
                       cast(recorded.facts as jsonb), decode(recorded.salt, 'hex')
                  from unnest(cast(:ids as uuid[]), cast(:kinds as text[]), cast(:units as uuid[]),
                              cast(:subjects as uuid[]), cast(:facts as text[]), cast(:salts as text[]))
                       as recorded (id, kind, unit, subject, facts, salt)
                """)
                .param("account", actor.account())
                .param("actor", actor.name())
                .param("ids", texts(some, one -> Uuids.next().toString()))
                .param("kinds", texts(some, Evidence::kind))
                .param("units", texts(some, one -> one.unit().toString()))
                .param("subjects", texts(some, one -> one.subject() == null ? null : String.valueOf(one.subject())))
                .param("facts", texts(some, one -> json.writeValueAsString(one.facts())))
                .param(
                        "salts",
                        texts(
                                some,
                                one -> HexFormat.of()
                                        .formatHex(EntrySalt.random(random).toBytes())))
                .update();
    }

    private static @Nullable String[] texts(List<Evidence> some, Function<Evidence, @Nullable String> text) {
        return some.stream().map(text).toArray(String[]::new);
    }

    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sequencer.wake();
            }
        });
    }
}
