package dev.sekisho.server.identity;

import dev.sekisho.server.notice.Recipient;
import dev.sekisho.server.notice.Recipients;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells the room of notices who accounts are. */
@Component
@Transactional(readOnly = true, propagation = Propagation.MANDATORY)
class NoticeRecipients implements Recipients {
    private final JdbcClient jdbc;

    NoticeRecipients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<UUID> holding(String permission, UUID unit) {
        return new HashSet<>(jdbc.sql("select scope.holders(:permission, :unit)")
                .param("permission", permission)
                .param("unit", unit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list());
    }

    @Override
    public Optional<Recipient> find(UUID account) {
        return jdbc.sql("select id, unit, name, email from identity.account where id = :id and state <> 'DISABLED'")
                .param("id", account)
                .query((row, number) -> new Recipient(
                        row.getObject("id", UUID.class),
                        row.getObject("unit", UUID.class),
                        row.getString("name"),
                        row.getString("email")))
                .optional();
    }
}
