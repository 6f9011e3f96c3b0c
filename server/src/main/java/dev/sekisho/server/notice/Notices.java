package dev.sekisho.server.notice;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.scope.Actor;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Where rooms announce what people are to be told. */
@Component
public class Notices {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Map<String, NoticeKind> kinds;
    private final NoticeThread thread;

    Notices(JdbcClient jdbc, JsonMapper json, ObjectProvider<NoticeKind> kinds, NoticeThread thread) {
        this.jdbc = jdbc;
        this.json = json;
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(NoticeKind::code, Function.identity()));
        this.thread = thread;
    }

    /**
     * Announces something in the transaction in which it happened. Whom it reaches is found out right afterwards; the one
     * who acts is not among them, since he knows.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void announce(Announcement announcement) {
        NoticeKind kind = kinds.get(announcement.kind());
        if (kind == null) {
            throw new IllegalArgumentException("no room declares the kind of notice \"" + announcement.kind() + "\"");
        }
        jdbc.sql("""
                insert into notice.announcement (id, kind, units, permission, accounts, except_for, path, arguments, urgent)
                values (:id, :kind, :units, :permission, :accounts, :actor, :path, cast(:arguments as jsonb), :urgent)
                """)
                .param("id", Uuids.next())
                .param("kind", kind.code())
                .param("units", announcement.units().toArray(UUID[]::new))
                .param("permission", announcement.permission())
                .param("accounts", announcement.accounts().toArray(UUID[]::new))
                .param("actor", Actor.current().account())
                .param("path", announcement.path())
                .param("arguments", json.writeValueAsString(announcement.arguments()))
                .param("urgent", announcement.urgent() || kind.urgent())
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                thread.wake();
            }
        });
    }
}
