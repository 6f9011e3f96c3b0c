package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.server.backup.Backup;
import dev.sekisho.server.backup.BackupException;
import dev.sekisho.server.backup.Passphrase;
import dev.sekisho.server.backup.Restoration;
import dev.sekisho.server.database.DatabaseAccess;
import dev.sekisho.server.database.EmbeddedDatabase;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.ledger.LogCheck;
import dev.sekisho.server.organization.NewPerson;
import dev.sekisho.server.organization.People;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup taken while people are being entered, restored into an own and into an outside database. */
class BackupTest {
    private static final String MARK = "BK" + Uuids.next().toString().substring(24) + "-";

    @TempDir
    private Path directory;

    private static Passphrase passphrase() throws IOException {
        return Passphrase.of("correct horse battery");
    }

    private static Backup backupOfShared() throws IOException {
        Path data = TestServer.shared().dataDirectory();
        DatabaseAccess running =
                EmbeddedDatabase.running(data.resolve("database")).orElseThrow();
        return BackupCommand.backup(running, data);
    }

    /** Enters people until it is interrupted; hands on the number of each that is committed. */
    private static Thread entering(List<String> entered) {
        People people = TestServer.bean(People.class);
        return Thread.ofPlatform().name("entering").start(() -> {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                String number = MARK + i;
                Actor.SETUP.run(() -> people.add(
                        new NewPerson(Unit.GROUP, number, "x", "", "", null, LocalDate.now(ZoneOffset.UTC))));
                entered.add(number);
            }
        });
    }

    /** A backup that was taken in the middle of writing. */
    private record Taken(Restoration restoration, List<String> before) {}

    private Taken takeWhileWriting() throws Exception {
        List<String> entered = Collections.synchronizedList(new ArrayList<>());
        Thread writing = entering(entered);
        Path file = directory.resolve("backup");
        try {
            assertThat(TestServer.within(60, () -> entered.size() > 20)).isTrue();
            List<String> before = List.copyOf(entered);
            Backup.Written written = backupOfShared().write(file, passphrase());
            assertThat(written.bytes()).isEqualTo(Files.size(file));
            int during = entered.size();
            assertThat(TestServer.within(60, () -> entered.size() > during)).isTrue();
            return new Taken(Restoration.open(file, passphrase()), before);
        } finally {
            writing.interrupt();
            writing.join();
        }
    }

    /** The same again out of what was restored: every row of every table. */
    private void assertSame(Restoration restoration, DatabaseAccess access, Path data)
            throws IOException, SQLException {
        Path again = directory.resolve("again");
        BackupCommand.backup(access, data).write(again, passphrase());
        assertThat(Restoration.open(again, passphrase()).digests()).isEqualTo(restoration.digests());
    }

    @Test
    void holdsOneStateOfARunningServerAndGoesIntoAnOwnDatabase() throws Exception {
        Path handedIn = TestServer.shared().dataDirectory().resolve("files/incident/ab/evidence");
        Files.createDirectories(handedIn.getParent());
        Files.writeString(handedIn, "what somebody handed in");
        Files.writeString(handedIn.resolveSibling("arriving-1"), "not whole yet");
        Taken taken = takeWhileWriting();
        Path data = directory.resolve("own");

        restoreIntoOwn(taken.restoration(), data);

        assertThat(data.resolve("files/incident/ab/evidence")).hasContent("what somebody handed in");
        assertThat(data.resolve("files/incident/ab/arriving-1")).doesNotExist();
        assertThat(data.resolve("keys/secrets.key"))
                .hasSameBinaryContentAs(TestServer.shared().dataDirectory().resolve("keys/secrets.key"));
        try (DataDirectory opened = DataDirectory.open(data);
                EmbeddedDatabase database = EmbeddedDatabase.start(opened.database(), TestServer.PROGRAMS)) {
            assertThat(numbers(database.access())).containsAll(taken.before());
            assertSame(taken.restoration(), database.access(), data);
        }
    }

    @Test
    @Tag("long")
    void runsWhereItWasRestored() throws Exception {
        Taken taken = takeWhileWriting();
        Path data = directory.resolve("own");

        restoreIntoOwn(taken.restoration(), data);

        runs(data, taken.before());
    }

    @Test
    @Tag("long")
    void goesIntoAnOutsideDatabaseOfAnotherVersionOnce() throws Exception {
        Taken taken = takeWhileWriting();
        Path data = Files.createDirectory(directory.resolve("outside"));
        try (OutsidePostgres outside = OutsidePostgres.start()) {
            DatabaseAccess access = outside.newDatabase("restored");

            taken.restoration().into(access, RunningServer.SCHEMAS, data);

            assertThat(numbers(access)).containsAll(taken.before());
            assertSame(taken.restoration(), access, data);
            Path third = directory.resolve("third");
            assertThatThrownBy(() -> taken.restoration().into(access, RunningServer.SCHEMAS, third))
                    .hasMessage("the database has a schema scope already; a backup is restored into an empty database");
        }
    }

    private static void restoreIntoOwn(Restoration restoration, Path data) throws IOException, SQLException {
        try (DataDirectory opened = DataDirectory.open(data);
                EmbeddedDatabase database = EmbeddedDatabase.start(opened.database(), TestServer.PROGRAMS)) {
            restoration.into(database.access(), RunningServer.SCHEMAS, opened.path());
        }
    }

    private static List<String> numbers(DatabaseAccess access) throws SQLException {
        List<String> numbers = new ArrayList<>();
        try (Connection connection = access.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select number from organization.person")) {
            while (row.next()) {
                numbers.add(row.getString(1));
            }
        }
        return numbers;
    }

    /** A server starts on it: nobody is missing, everybody has his evidence, and the log goes on where it was. */
    private void runs(Path data, List<String> before) throws Exception {
        try (RunningServer server = RunningServer.start(TestServer.options(data, TestServer.freePort()))) {
            assertThat(numbers(
                            EmbeddedDatabase.running(data.resolve("database")).orElseThrow()))
                    .containsAll(before);
            LogCheck.Result log = LogCheck.of(server.context(), "person.added", directory);
            assertThat(log.report().misfits()).isEmpty();
            assertThat(log.report().consistent()).isEqualTo(log.all()).isEqualTo(log.highest() + 1);
        }
    }

    @Test
    void refusesWhatIsAlteredBeforeTouchingAnything() throws Exception {
        Path file = directory.resolve("backup");
        backupOfShared().write(file, passphrase());
        byte[] whole = Files.readAllBytes(file);
        byte[] altered = whole.clone();
        altered[whole.length / 2] ^= 1;
        for (byte[] bad : List.of(altered, Arrays.copyOf(whole, whole.length - 100))) {
            Path damaged = Files.write(directory.resolve("damaged"), bad);
            assertThatThrownBy(() -> Restoration.open(damaged, passphrase()))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("was altered");
        }
        assertThatThrownBy(() -> Restoration.open(file, Passphrase.of("another passphrase")))
                .hasMessage("the passphrase is wrong, or the beginning of the backup was altered");
        assertThat(new String(whole, StandardCharsets.ISO_8859_1)).doesNotContain("organization");
    }
}
