package dev.sekisho.server.identity;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.ActorPermissions;
import dev.sekisho.server.scope.Refusal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tokens by which programs act for an account, each limited to some permissions and to a time. What the account loses, its
 * tokens lose.
 */
@Repository
@Transactional(readOnly = true)
public class Tokens {
    /** How every token begins, so that scanners find one that was published. */
    static final String PREFIX = "sekisho_";

    private static final Duration LONGEST_LIFE = Duration.ofDays(366);

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActorPermissions permissions;
    private final Clock clock;

    Tokens(JdbcClient jdbc, Ledger ledger, ActorPermissions permissions, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.permissions = permissions;
        this.clock = clock;
    }

    /** Makes a token of the one who acts. It is told this once; the database keeps its digest alone. */
    @Transactional
    public String issue(String name, Set<String> allowed, Duration life) {
        if (allowed.isEmpty() || !permissions.anywhere().containsAll(allowed)) {
            throw Refusal.invalid("permissions", "token.invalid.permissions");
        }
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST_LIFE) > 0) {
            throw Refusal.invalid("days", "token.invalid.days", LONGEST_LIFE.toDays());
        }
        if (name.isBlank() || name.length() > 100) {
            throw Refusal.invalid("name", "token.invalid.name");
        }
        String secret = PREFIX + Digests.newSecret();
        UUID id = Uuids.next();
        jdbc.sql("""
                insert into identity.token (id, account, name, digest, permissions, expires)
                values (:id, :account, :name, :digest, :permissions, :expires)
                """)
                .param("id", id)
                .param("account", Actor.current().account())
                .param("name", name)
                .param("digest", Digests.of(secret))
                .param("permissions", new TreeSet<>(allowed).toArray(String[]::new))
                .param("expires", Timestamp.from(clock.instant().plus(life)))
                .update();
        ledger.record(new Evidence(
                "token.issued", Unit.GROUP, id, Map.of("permissions", String.join(" ", new TreeSet<>(allowed)))));
        return secret;
    }

    /** The tokens of the one who acts, newest first. */
    public List<Token> own() {
        return jdbc.sql("""
                select id, name, permissions, created, expires, used from identity.token order by created desc
                """)
                .query((row, number) -> new Token(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        List.of((String[]) row.getArray("permissions").getArray()),
                        row.getTimestamp("created").toInstant(),
                        row.getTimestamp("expires").toInstant(),
                        instant(row.getTimestamp("used"))))
                .list();
    }

    /** Takes a token of the one who acts away. */
    @Transactional
    public void revoke(UUID id) {
        int gone = jdbc.sql("delete from identity.token where id = :id")
                .param("id", id)
                .update();
        if (gone == 0) {
            throw Refusal.notFound();
        }
        ledger.record(new Evidence("token.revoked", Unit.GROUP, id, Map.of()));
    }

    /** Whose token it is and what it may, if it is one that still works. */
    @Transactional
    Optional<AccountAuthentication> authenticate(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] digest = Digests.of(secret);
        // once a minute is often enough to see which tokens are still used
        jdbc.sql("""
                update identity.token
                   set used = now()
                 where digest = :digest
                   and (used is null or used < now() - interval '1 minute')
                """).param("digest", digest).update();
        return jdbc.sql("""
                select account.id, account.name, token.permissions
                  from identity.token
                  join identity.account on account.id = token.account
                 where token.digest = :digest
                   and token.expires > now()
                   and account.state = 'ACTIVE'
                """)
                .param("digest", digest)
                .query((row, number) -> AccountAuthentication.byToken(
                        new SignedInAccount(row.getObject("id", UUID.class), row.getString("name")),
                        Set.of((String[]) row.getArray("permissions").getArray())))
                .optional();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** A token as its owner sees it. */
    public record Token(
            UUID id,
            String name,
            List<String> permissions,
            Instant created,
            Instant expires,
            @Nullable Instant used) {
        public Token {
            permissions = List.copyOf(permissions);
        }
    }
}
