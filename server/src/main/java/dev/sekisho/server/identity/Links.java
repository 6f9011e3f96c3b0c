package dev.sekisho.server.identity;

import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.BuiltInRole;
import dev.sekisho.server.scope.Refusal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Links that work once: for the first administrator, for an invitation, for a forgotten password. */
@Repository
@Transactional(readOnly = true)
public class Links {
    private static final Duration LIFE = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Accounts accounts;
    private final Credentials credentials;
    private final Grants grants;
    private final Units units;
    private final Sessions sessions;
    private final Clock clock;

    Links(
            JdbcClient jdbc,
            Ledger ledger,
            Accounts accounts,
            Credentials credentials,
            Grants grants,
            Units units,
            Sessions sessions,
            Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.accounts = accounts;
        this.credentials = credentials;
        this.grants = grants;
        this.units = units;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * The path of a fresh link for the first administrator; empty if there is an administrator of the group. Links made
     * earlier no longer work.
     */
    @Transactional
    public Optional<String> forFirstAdministrator() {
        boolean hasAdministrator = grants.isHeldBySomebody(BuiltInRole.ADMINISTRATOR, Unit.GROUP);
        jdbc.sql("delete from identity.link where purpose = 'FIRST_ADMINISTRATOR' or expires < now()")
                .update();
        if (hasAdministrator) {
            return Optional.empty();
        }
        String secret = Digests.newSecret();
        jdbc.sql("""
                insert into identity.link (digest, purpose, expires)
                values (:digest, 'FIRST_ADMINISTRATOR', :expires)
                """)
                .param("digest", Digests.of(secret))
                .param("expires", end())
                .update();
        return Optional.of("/start/" + secret);
    }

    /** The path of a link by which the owner of an account sets his credentials. Those made earlier no longer work. */
    @Transactional
    public String forCredentials(UUID account, UUID unit) {
        String secret = Digests.newSecret();
        jdbc.sql("""
                insert into identity.link (digest, account, purpose, expires)
                values (:digest, :account, 'CREDENTIALS', :expires)
                """)
                .param("digest", Digests.of(secret))
                .param("account", account)
                .param("expires", end())
                .update();
        ledger.record(new Evidence("account.linkIssued", unit, account, Map.of()));
        return "/credentials/" + secret;
    }

    /** Whether the link still works. */
    public boolean works(String secret, String purpose) {
        return jdbc.sql("""
                select exists (select from identity.link
                                where digest = :digest and purpose = :purpose and expires > now())
                """)
                .param("digest", Digests.of(secret))
                .param("purpose", purpose)
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    /** Makes the first administrator and names the group. The link is used up. */
    @Transactional
    SignedInAccount useForFirstAdministrator(
            String secret, String groupEn, String groupJa, String name, String email, String password) {
        Credentials.requireStrong(password);
        take(secret, "FIRST_ADMINISTRATOR");
        Unit group = units.get(Unit.GROUP);
        units.rename(Unit.GROUP, group.version(), groupEn, groupJa);
        UUID account = accounts.invite(Unit.GROUP, name, email);
        credentials.reset(account, password);
        grants.give(account, BuiltInRole.ADMINISTRATOR.id(), Unit.GROUP, clock.instant(), null, "");
        return new SignedInAccount(account, name);
    }

    /** Sets the credentials of the account for which the link was made. The link is used up. */
    @Transactional
    SignedInAccount useForCredentials(String secret, String password) {
        Credentials.requireStrong(password);
        UUID account = take(secret, "CREDENTIALS").orElseThrow(Refusal::notFound);
        credentials.reset(account, password);
        sessions.endAll(account);
        String name = jdbc.sql("select name from identity.account where id = :id")
                .param("id", account)
                .query((row, number) -> row.getString(1))
                .single();
        return new SignedInAccount(account, name);
    }

    /** One statement decides: of two who come at the same time one finds nothing. */
    private Optional<UUID> take(String secret, String purpose) {
        record Taken(Optional<UUID> account) {}
        return jdbc.sql("""
                delete from identity.link
                 where digest = :digest and purpose = :purpose and expires > now()
                returning account
                """)
                .param("digest", Digests.of(secret))
                .param("purpose", purpose)
                .query((row, number) -> new Taken(Optional.ofNullable(row.getObject("account", UUID.class))))
                .optional()
                .orElseThrow(() -> new Refusal(Refusal.Reason.NOT_FOUND, null, "link.used"))
                .account();
    }

    private Timestamp end() {
        Instant end = clock.instant().plus(LIFE);
        return Timestamp.from(end);
    }
}
