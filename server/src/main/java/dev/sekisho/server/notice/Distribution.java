package dev.sekisho.server.notice;

import dev.sekisho.server.console.Language;
import dev.sekisho.server.database.Uuids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts what was announced into the inboxes of those whom it concerns, and plans their mail. An announcement is marked as
 * handled in the transaction that does so: nobody gets it twice, whenever the server ends.
 */
@Component
class Distribution {
    /** Announcements that are handled in one transaction. */
    static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final Recipients recipients;
    private final SettingsStore settings;
    private final Clock clock;

    Distribution(JdbcClient jdbc, Recipients recipients, SettingsStore settings, Clock clock) {
        this.jdbc = jdbc;
        this.recipients = recipients;
        this.settings = settings;
        this.clock = clock;
    }

    private record Waiting(
            UUID id,
            String kind,
            List<UUID> units,
            String permission,
            List<UUID> accounts,
            UUID except,
            String path,
            String arguments,
            boolean urgent,
            Instant created) {}

    /** Handles some announcements, with mail or for the inboxes alone; says how many there were. */
    @Transactional
    int distribute(boolean withMail) {
        List<Waiting> waiting = jdbc.sql("""
                select id, kind, units, permission, accounts, except_for, path, arguments::text as arguments, urgent, created
                  from notice.announcement
                 where handled is null
                 order by created
                 limit :batch
                   for update skip locked
                """)
                .param("batch", BATCH)
                .query((row, number) -> new Waiting(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        List.of((UUID[]) row.getArray("units").getArray()),
                        row.getString("permission"),
                        List.of((UUID[]) row.getArray("accounts").getArray()),
                        row.getObject("except_for", UUID.class),
                        row.getString("path"),
                        row.getString("arguments"),
                        row.getBoolean("urgent"),
                        row.getTimestamp("created").toInstant()))
                .list();
        for (Waiting announcement : waiting) {
            for (UUID account : whom(announcement)) {
                recipients.find(account).ifPresent(recipient -> tell(recipient, announcement, withMail));
            }
            jdbc.sql("update notice.announcement set handled = now() where id = :id")
                    .param("id", announcement.id())
                    .update();
        }
        return waiting.size();
    }

    private Set<UUID> whom(Waiting announcement) {
        Set<UUID> accounts = new HashSet<>(announcement.accounts());
        for (UUID unit : announcement.units()) {
            accounts.addAll(recipients.holding(announcement.permission(), unit));
        }
        accounts.remove(announcement.except());
        return accounts;
    }

    private void tell(Recipient recipient, Waiting announcement, boolean withMail) {
        jdbc.sql("""
                insert into notice.message (id, account, kind, path, arguments, urgent, created, mail)
                values (:id, :account, :kind, :path, cast(:arguments as jsonb), :urgent, :created, :mail)
                """)
                .param("id", Uuids.next())
                .param("account", recipient.account())
                .param("kind", announcement.kind())
                .param("path", announcement.path())
                .param("arguments", announcement.arguments())
                .param("urgent", announcement.urgent())
                .param("created", Timestamp.from(announcement.created()))
                .param("mail", withMail ? mail(recipient, announcement) : null)
                .update();
    }

    /** The mail in which it goes out: one that waits for its hour already, or a new one; null if none is wanted. */
    private @Nullable UUID mail(Recipient recipient, Waiting announcement) {
        Settings chosen =
                settings.find(recipient.account()).orElseGet(() -> Settings.initial(Language.EN, ZoneId.of("UTC")));
        if (!chosen.wantsMail(announcement.kind())) {
            return null;
        }
        Instant now = clock.instant();
        Instant due = chosen.due(now, announcement.urgent());
        Optional<UUID> gathering = announcement.urgent() ? Optional.empty() : gathering(recipient, now, due);
        return gathering.orElseGet(() -> newMail(recipient, due));
    }

    private Optional<UUID> gathering(Recipient recipient, Instant now, Instant due) {
        return jdbc.sql("""
                select id
                  from notice.mail
                 where account = :account
                   and state = 'WAITING'
                   and attempts = 0
                   and due > :now
                   and due <= :due
                 order by due
                 limit 1
                   for update
                """)
                .param("account", recipient.account())
                .param("now", Timestamp.from(now))
                .param("due", Timestamp.from(due))
                .query((row, number) -> row.getObject(1, UUID.class))
                .optional();
    }

    private UUID newMail(Recipient recipient, Instant due) {
        UUID id = Uuids.next();
        jdbc.sql("""
                insert into notice.mail (id, account, unit, state, due) values (:id, :account, :unit, 'WAITING', :due)
                """)
                .param("id", id)
                .param("account", recipient.account())
                .param("unit", recipient.unit())
                .param("due", Timestamp.from(due))
                .update();
        return id;
    }
}
