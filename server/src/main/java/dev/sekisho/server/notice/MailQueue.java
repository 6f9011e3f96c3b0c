package dev.sekisho.server.notice;

import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.scope.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The mails that wait, and what became of the others. Several servers on one database share it: who takes a mail leases it,
 * and only the holder of the lease may say that it is handed over.
 */
@Repository
@Transactional
class MailQueue {
    /** Longer than any one handing over can take; then another server may try. */
    static final Duration LEASE = Duration.ofMinutes(10);

    /** After so many attempts, within about two days, a mail has failed. */
    static final int MOST_ATTEMPTS = 12;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(8);
    private static final int LONGEST_ANSWER = 1000;

    private static final String SELECT =
            "mail.id, mail.account, mail.address, mail.state, mail.due, mail.attempts, mail.answer, mail.created, mail.settled";

    static final ListStatement<Mail> STATEMENT = new ListStatement<>(
            SELECT,
            "notice.mail",
            "mail.id",
            List.of(
                    ListColumn.time("created", "mail.created", "timestamptz"),
                    ListColumn.text("address", "mail.address"),
                    ListColumn.choice("state", "mail.state"),
                    ListColumn.time("due", "mail.due", "timestamptz"),
                    ListColumn.shown("attempts", "mail.attempts"),
                    new ListColumn("answer", "mail.answer", "text", false, true, null),
                    ListColumn.shown("settled", "mail.settled"),
                    ListColumn.shown("unit", "mail.unit::text")
                            .filteredBy("mail.unit in (select scope.below(cast(:value as uuid)))")),
            MailQueue::row);

    private final JdbcClient jdbc;
    private final Clock clock;

    MailQueue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Slice<Mail> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    void forEach(ListQuery query, Consumer<Mail> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    /** The mail, or a refusal that says no more than that it was not found. */
    Mail get(UUID id) {
        return jdbc.sql("select " + SELECT + " from notice.mail where mail.id = :id")
                .param("id", id)
                .query(MailQueue::row)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** Leases some mails whose hour has come. */
    List<Mail> take(int most) {
        Instant now = clock.instant();
        return jdbc.sql("""
                update notice.mail
                   set leased_until = :until, attempts = attempts + 1
                 where id in (select id
                                from notice.mail
                               where state = 'WAITING'
                                 and due <= :now
                                 and (leased_until is null or leased_until < :now)
                               order by due
                               limit :most
                                 for update skip locked)
                returning id, account, address, state, due, attempts, answer, created, settled
                """)
                .param("until", Timestamp.from(now.plus(LEASE)))
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query(MailQueue::row)
                .list();
    }

    /**
     * Says that the mail server has all but the last dot of a mail. From here on it counts as perhaps taken.
     *
     * @return whether this attempt still holds the lease; if not, the mail must not be completed
     */
    boolean handOver(Mail mail, String address) {
        return jdbc.sql("""
                        update notice.mail
                           set state = 'HANDING_OVER', address = :address
                         where id = :id
                           and state = 'WAITING'
                           and attempts = :attempts
                           and leased_until > :now
                        """)
                        .param("address", address)
                        .param("id", mail.id())
                        .param("attempts", mail.attempts())
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** The mail server took it. */
    void sent(Mail mail, String answer) {
        settle(mail, MailState.SENT, answer);
    }

    /** Nobody will ever take it. */
    void failed(Mail mail, String answer) {
        settle(mail, MailState.FAILED, answer);
    }

    /** It is not known whether the mail server took it. */
    void inDoubt(Mail mail, String answer) {
        settle(mail, MailState.IN_DOUBT, answer);
    }

    /** It was certainly not taken: it is tried again later, or has failed if that was often enough. */
    void tryAgain(Mail mail, String answer) {
        if (mail.attempts() >= MOST_ATTEMPTS) {
            failed(mail, answer);
            return;
        }
        jdbc.sql("""
                update notice.mail
                   set state = 'WAITING', due = :due, leased_until = null, answer = :answer
                 where id = :id
                   and attempts = :attempts
                   and state in ('WAITING', 'HANDING_OVER')
                """)
                .param("due", Timestamp.from(clock.instant().plus(pause(mail.attempts()))))
                .param("answer", shortened(answer))
                .param("id", mail.id())
                .param("attempts", mail.attempts())
                .update();
    }

    /** How long a mail rests after so many attempts: a minute, then twice as long each time. */
    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Those whose server ended while the mail server was about to answer; says how many. */
    int findDoubtful() {
        return jdbc.sql("""
                update notice.mail
                   set state = 'IN_DOUBT', settled = :now
                 where state = 'HANDING_OVER'
                   and leased_until < :now
                """).param("now", Timestamp.from(clock.instant())).update();
    }

    /** Somebody who looks after mail wants it sent, whatever became of it before. */
    void sendAgain(UUID id) {
        int changed = jdbc.sql("""
                update notice.mail
                   set state = 'WAITING', due = :now, attempts = 0, leased_until = null, settled = null
                 where id = :id
                   and state in ('FAILED', 'IN_DOUBT')
                """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
        if (changed == 0) {
            throw Refusal.notFound();
        }
    }

    private void settle(Mail mail, MailState state, String answer) {
        jdbc.sql("""
                update notice.mail
                   set state = :state, settled = :now, leased_until = null, answer = :answer
                 where id = :id
                   and attempts = :attempts
                """)
                .param("state", state.name())
                .param("now", Timestamp.from(clock.instant()))
                .param("answer", shortened(answer))
                .param("id", mail.id())
                .param("attempts", mail.attempts())
                .update();
    }

    private static String shortened(String answer) {
        return answer.length() > LONGEST_ANSWER ? answer.substring(0, LONGEST_ANSWER) : answer;
    }

    private static Mail row(ResultSet row, int number) throws SQLException {
        return new Mail(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                row.getString("address"),
                MailState.valueOf(row.getString("state")),
                row.getTimestamp("due").toInstant(),
                row.getInt("attempts"),
                row.getString("answer"),
                row.getTimestamp("created").toInstant(),
                instant(row.getTimestamp("settled")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
