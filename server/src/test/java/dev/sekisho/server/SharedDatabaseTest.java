package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.ledger.LogCheck;
import dev.sekisho.server.organization.NewPerson;
import dev.sekisho.server.organization.People;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;

/** Two servers on one database of the operator's own. */
@Tag("long")
class SharedDatabaseTest {
    private static final int EACH = 200;

    @TempDir
    private Path directory;

    @Test
    void shareSessionsAndKeysAndOneSequencer() throws Exception {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        try (OutsidePostgres outside = OutsidePostgres.start()) {
            outside.newDatabase("shared");
            try (RunningServer one = RunningServer.start(outside.serving("shared", first))) {
                Files.createDirectories(second.resolve("keys"));
                Files.copy(first.resolve("keys/secrets.key"), second.resolve("keys/secrets.key"));
                try (RunningServer other = RunningServer.start(outside.serving("shared", second))) {
                    sessionOfOneCountsAtTheOther(one, other);
                    bothRecordIntoOneLog(one, other);
                }
            }
        }
    }

    private static void sessionOfOneCountsAtTheOther(RunningServer one, RunningServer other) {
        TestAccount account = TestAccounts.with(one.context(), BuiltInRole.ADMINISTRATOR, Unit.GROUP);
        Visitor atOne = new Visitor(one);
        Visitor atOther = atOne.before(other);
        atOne.post("/login", "/login", Map.of("email", account.email(), "password", TestAccounts.PASSWORD));
        atOther.post("/login/code", "/login/code", Map.of("code", account.code()));

        assertThat(atOne.get("/people").statusCode()).isEqualTo(200);
        assertThat(atOther.get("/people").statusCode()).isEqualTo(200);

        atOther.post("/people", "/logout", Map.of());
        assertThat(atOne.get("/people").statusCode()).isEqualTo(302);
    }

    private void bothRecordIntoOneLog(RunningServer one, RunningServer other) throws Exception {
        Thread first = entering(one.context(), "one");
        Thread second = entering(other.context(), "other");
        first.join();
        second.join();

        LogCheck.Result atOne = LogCheck.of(one.context(), "person.added", directory);
        LogCheck.Result atOther = LogCheck.of(other.context(), "person.added", directory);
        for (LogCheck.Result log : new LogCheck.Result[] {atOne, atOther}) {
            assertThat(log.recorded()).isEqualTo(2 * EACH);
            assertThat(log.report().misfits()).isEmpty();
            assertThat(log.report().consistent()).isEqualTo(log.all()).isEqualTo(log.highest() + 1);
        }
    }

    private static Thread entering(ApplicationContext context, String prefix) {
        People people = context.getBean(People.class);
        return Thread.ofPlatform().name("entering at " + prefix).start(() -> {
            for (int i = 0; i < EACH; i++) {
                String number = prefix + i;
                Actor.SETUP.run(() -> people.add(
                        new NewPerson(Unit.GROUP, number, "x", "", "", null, LocalDate.now(ZoneOffset.UTC))));
            }
        });
    }
}
