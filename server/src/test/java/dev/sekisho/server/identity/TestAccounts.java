package dev.sekisho.server.identity;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.ActorPermissions;
import dev.sekisho.server.scope.BuiltInRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.codec.binary.Base32;
import org.springframework.context.ApplicationContext;

/** Accounts for tests, made the way the server makes them. */
public final class TestAccounts {
    public static final String PASSWORD = "a long sentence for tests";

    private TestAccounts() {}

    /** An account that can sign in, with its second factor. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record TestAccount(UUID id, String name, String email, byte[] secret) {
        public Actor actor() {
            return new Actor(id, name, Set.of());
        }

        /** The code that its authenticator shows now; each counts once. */
        public String code() {
            return codeAt(0);
        }

        /** The code that it shows some steps later. */
        public String codeAt(int steps) {
            return Totp.code(secret, Instant.now().getEpochSecond() / Totp.STEP_SECONDS + steps, 6);
        }
    }

    /** Makes an account in a unit that holds a role there. */
    public static TestAccount with(BuiltInRole role, UUID unit) {
        return with(TestServer.context(), role, unit);
    }

    /** The same on a server of its own. */
    public static TestAccount with(ApplicationContext context, BuiltInRole role, UUID unit) {
        String name = "Test " + role.name().toLowerCase(Locale.ROOT) + " " + Uuids.next();
        String email = Uuids.next() + "@test.invalid";
        byte[] secret = Totp.newSecret();
        UUID id = Actor.SETUP.call(() -> {
            UUID account = context.getBean(Accounts.class).invite(unit, name, email);
            Credentials credentials = context.getBean(Credentials.class);
            credentials.reset(account, PASSWORD);
            // an old step, so that the code of now is still free
            long before = Instant.now().getEpochSecond() / Totp.STEP_SECONDS - 1;
            if (!credentials.enrols(account, secret, Totp.code(secret, before, 6))) {
                throw new IllegalStateException("the second factor was not taken");
            }
            context.getBean(Grants.class).give(account, role.id(), unit, Instant.now(), null, "test");
            return account;
        });
        return new TestAccount(id, name, email, secret);
    }

    /** A token with all permissions of the account. */
    public static String token(TestAccount account) {
        return account.actor().call(() -> {
            Set<String> all = TestServer.bean(ActorPermissions.class).anywhere();
            return TestServer.bean(Tokens.class).issue("test", all, Duration.ofDays(1));
        });
    }

    /** The code of a secret as an authenticator reads it from the page. */
    public static String codeOf(String secret, Instant moment) {
        return Totp.code(new Base32().decode(secret), moment.getEpochSecond() / Totp.STEP_SECONDS, 6);
    }

    /** Makes a manager of the whole group and a token of his. */
    public static String tokenOfManager(ApplicationContext context) {
        UUID id = Actor.SETUP.call(() -> {
            UUID account = context.getBean(Accounts.class).invite(Unit.GROUP, "Token holder", "holder@test.invalid");
            context.getBean(Credentials.class).reset(account, PASSWORD);
            Grants grants = context.getBean(Grants.class);
            // not the role of the administrator: the link for the first one is to stay
            grants.give(account, BuiltInRole.UNIT_MANAGER.id(), Unit.GROUP, Instant.now(), null, "test");
            return account;
        });
        return new Actor(id, "Token holder", Set.of())
                .call(() -> context.getBean(Tokens.class)
                        .issue("test", Set.of("person.read", "person.change", "unit.read"), Duration.ofDays(1)));
    }
}
