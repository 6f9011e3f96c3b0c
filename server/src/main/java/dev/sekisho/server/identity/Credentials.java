package dev.sekisho.server.identity;

import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.scope.Refusal;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passwords and second factors, and how often they may be wrong. After {@value #FREE_FAILURES} failures in a row an
 * account is locked, for a minute at first, then twice as long each time, at most an hour. Whether an account exists
 * cannot be told from the answer, nor from how long it takes.
 */
@Repository
@Transactional(readOnly = true)
class Credentials {
    static final int FREE_FAILURES = 5;
    static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 200;
    private static final Duration LONGEST_LOCK = Duration.ofHours(1);

    // OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane.
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final SecretBox box;
    private final Clock clock;
    private final PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final String nobodysPassword = nobodysPassword();

    Credentials(JdbcClient jdbc, Ledger ledger, SecretBox box, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.box = box;
        this.clock = clock;
    }

    /** A digest that no password has, as costly to compare with as any: made of random bytes, it costs nothing to make. */
    private static String nobodysPassword() {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        random.nextBytes(salt);
        random.nextBytes(hash);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /** The account of this address, if the password is its own and it is neither locked nor disabled. */
    @Transactional
    public Optional<SignedInAccount> byPassword(String email, String password) {
        Optional<Known> known = known("lower(email) = lower(:who)", email);
        String stored = known.map(Known::password).orElse(nobodysPassword);
        boolean right = password.length() <= LONGEST_PASSWORD && encoder.matches(password, stored);
        if (known.isEmpty() || !known.get().isUsable(clock.instant())) {
            return Optional.empty();
        }
        if (!right) {
            failed(known.get(), "signin.failed");
            return Optional.empty();
        }
        // the second factor is still to come: only it clears the failures
        return Optional.of(known.get().account());
    }

    /** Whether the account has a second factor. */
    public boolean hasSecondFactor(UUID account) {
        return get(account).totpSecret() != null;
    }

    /** Whether the code is right and was not used before; each code counts once. */
    @Transactional
    public boolean acceptsCode(UUID id, String code) {
        Known account = get(id);
        byte[] encrypted = account.totpSecret();
        if (encrypted == null || !account.isUsable(clock.instant())) {
            return false;
        }
        OptionalLong step = Totp.matchingStep(box.decrypt(encrypted, id), code, clock.instant(), account.totpStep());
        if (step.isEmpty()) {
            failed(account, "signin.failed");
            return false;
        }
        int taken =
                jdbc.sql("""
                update identity.account
                   set totp_step = :step, failures = 0, locked_until = null
                 where id = :id
                   and totp_step < :step
                """).param("step", step.getAsLong()).param("id", id).update();
        if (taken == 1) {
            ledger.record(new Evidence(
                    "signin.succeeded",
                    account.unit(),
                    id,
                    Map.of("account", account.account().name())));
        }
        return taken == 1;
    }

    /** Takes a second factor over, once a code shows that the authenticator has it. */
    @Transactional
    public boolean enrols(UUID id, byte[] secret, String code) {
        Known account = get(id);
        OptionalLong step = Totp.matchingStep(secret, code, clock.instant(), 0);
        if (step.isEmpty() || account.totpSecret() != null) {
            return false;
        }
        jdbc.sql("""
                update identity.account
                   set totp_secret = :secret, totp_step = :step, failures = 0, locked_until = null
                 where id = :id
                """)
                .param("secret", box.encrypt(secret, id))
                .param("step", step.getAsLong())
                .param("id", id)
                .update();
        ledger.record(new Evidence(
                "account.secondFactorSet",
                account.unit(),
                id,
                Map.of("account", account.account().name())));
        ledger.record(new Evidence(
                "signin.succeeded",
                account.unit(),
                id,
                Map.of("account", account.account().name())));
        return true;
    }

    /** Sets the password anew and takes second factor and passkeys away: the next sign-in asks for a new second factor. */
    @Transactional
    public void reset(UUID id, String password) {
        requireStrong(password);
        Known account = get(id);
        jdbc.sql("""
                update identity.account
                   set password = :password,
                       totp_secret = null,
                       state = 'ACTIVE',
                       failures = 0,
                       locked_until = null,
                       version = version + 1
                 where id = :id
                   and state <> 'DISABLED'
                """)
                .param("password", encoder.encode(password))
                .param("id", id)
                .update();
        jdbc.sql("delete from identity.passkey where account = :id")
                .param("id", id)
                .update();
        ledger.record(new Evidence(
                "account.credentialsSet",
                account.unit(),
                id,
                Map.of("account", account.account().name())));
    }

    /** Length is what counts (NIST SP 800-63B, section 3.1.1.2): no rules about kinds of characters. */
    static void requireStrong(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw Refusal.invalid("password", "password.invalid.length", SHORTEST_PASSWORD, LONGEST_PASSWORD);
        }
    }

    private void failed(Known account, String kind) {
        int failures = account.failures() + 1;
        Instant lockedUntil = failures < FREE_FAILURES ? null : clock.instant().plus(lock(failures));
        jdbc.sql("update identity.account set failures = failures + 1, locked_until = :until where id = :id")
                .param("until", lockedUntil == null ? null : Timestamp.from(lockedUntil))
                .param("id", account.account().id())
                .update();
        ledger.record(new Evidence(
                kind,
                account.unit(),
                account.account().id(),
                Map.of("account", account.account().name())));
    }

    private static Duration lock(int failures) {
        int doublings = Math.min(failures - FREE_FAILURES, 10);
        Duration lock = Duration.ofMinutes(1L << doublings);
        return lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock;
    }

    private Known get(UUID id) {
        return known("id = :who", id).orElseThrow(Refusal::notFound);
    }

    private Optional<Known> known(String condition, Object who) {
        return jdbc.sql("""
                select id, name, unit, state, password, totp_secret, totp_step, failures, locked_until
                  from identity.account
                 where\s""" + condition)
                .param("who", who)
                .query((row, number) -> new Known(
                        new SignedInAccount(row.getObject("id", UUID.class), row.getString("name")),
                        row.getObject("unit", UUID.class),
                        AccountState.valueOf(row.getString("state")),
                        row.getString("password"),
                        row.getBytes("totp_secret"),
                        row.getLong("totp_step"),
                        row.getInt("failures"),
                        instant(row.getTimestamp("locked_until"))))
                .optional();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** What is known of an account while it signs in. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known(
            SignedInAccount account,
            UUID unit,
            AccountState state,
            @Nullable String password,
            byte @Nullable [] totpSecret,
            long totpStep,
            int failures,
            @Nullable Instant lockedUntil) {
        boolean isUsable(Instant now) {
            Instant until = lockedUntil;
            return state == AccountState.ACTIVE && (until == null || !until.isAfter(now));
        }
    }
}
