package dev.sekisho.server.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.console.Language;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.notice.ScriptedMailServer.Mood;
import dev.sekisho.server.organization.NewUnit;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.UnitKind;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Who is told, once each; what becomes of mail when the mail server misbehaves. The server's own thread rests meanwhile. */
class NoticeTest {
    private static final String KIND = "incident.opened";

    private static Unit unit;
    private static TestAccount officer;
    private static TestAccount member;
    private static JdbcClient jdbc;
    private static TransactionOperations transactions;
    private ScriptedMailServer mailServer;

    @BeforeAll
    static void makePeople() {
        unit = Actor.SETUP.call(() -> TestServer.bean(Units.class)
                .add(new NewUnit(
                        Unit.GROUP,
                        "notice" + System.nanoTime(),
                        UnitKind.DIVISION,
                        "Notice",
                        "通知",
                        false,
                        "UTC",
                        LocalDate.now(ZoneOffset.UTC),
                        false)));
        officer = TestAccounts.with(BuiltInRole.SECURITY_OFFICER, unit.id());
        member = TestAccounts.with(BuiltInRole.CERT_MEMBER, unit.id());
        jdbc = TestServer.bean(JdbcClient.class);
        transactions = TestServer.bean(TransactionOperations.class);
        TestServer.bean(NoticeThread.class).stop();
    }

    @AfterAll
    static void goOn() {
        TestServer.bean(NoticeThread.class).start();
    }

    @BeforeEach
    void open() throws IOException {
        mailServer = new ScriptedMailServer();
        // what other tests announced
        Actor.NOTICE.run(() -> {
            int handled = Distribution.BATCH;
            while (handled == Distribution.BATCH) {
                handled = TestServer.bean(Distribution.class).distribute(false);
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        mailServer.close();
        asServer("update notice.mail set state = 'SENT', settled = now() where state in ('WAITING', 'HANDING_OVER')");
    }

    private static void asServer(String statement) {
        Actor.NOTICE.run(() ->
                transactions.executeWithoutResult(status -> jdbc.sql(statement).update()));
    }

    private static void announce(Announcement announcement, Actor actor) {
        actor.run(() -> transactions.executeWithoutResult(
                status -> TestServer.bean(Notices.class).announce(announcement)));
        Actor.NOTICE.run(() -> TestServer.bean(Distribution.class).distribute(true));
    }

    private Mailer mailer() {
        return new Mailer(
                new MailServer(
                        "127.0.0.1:" + mailServer.port(),
                        "sekisho@test.invalid",
                        "",
                        "",
                        "",
                        URI.create("https://sekisho.test")),
                TestServer.bean(MailQueue.class),
                TestServer.bean(MailComposer.class),
                TestServer.bean(RecipientLookup.class));
    }

    private void send() {
        Actor.NOTICE.run(() -> mailer().send());
    }

    private static Announcement urgentTo(TestAccount account) {
        return Announcement.to(Set.of(account.id()), KIND, "/incidents", "INC-1", "日本語の件名")
                .urgent(true);
    }

    private static List<Mail> mails(TestAccount account) {
        return Actor.NOTICE.call(() -> transactions.execute(status -> jdbc.sql("""
                        select id, account, address, state, due, attempts, answer, created, settled
                          from notice.mail
                         where account = :account
                         order by created desc, id desc
                        """)
                .param("account", account.id())
                .query((row, number) -> new Mail(
                        row.getObject("id", UUID.class),
                        row.getObject("account", UUID.class),
                        row.getString("address"),
                        MailState.valueOf(row.getString("state")),
                        row.getTimestamp("due").toInstant(),
                        row.getInt("attempts"),
                        row.getString("answer"),
                        row.getTimestamp("created").toInstant(),
                        null))
                .list()));
    }

    private static long told(TestAccount account) {
        return account.actor().call(() -> (long) TestServer.bean(Inbox.class).countUnread());
    }

    @Test
    void whoeverIsNamedInSeveralWaysIsToldOnceAndTheOneWhoActsIsNot() {
        long before = told(officer);
        long own = told(member);

        announce(
                Announcement.toHolders(
                                "incident.change", Set.of(unit.id(), Unit.GROUP), KIND, "/incidents", "INC-1", "x")
                        .alsoTo(Set.of(officer.id(), member.id())),
                member.actor());

        assertThat(told(officer)).isEqualTo(before + 1);
        assertThat(told(member)).isEqualTo(own);
    }

    @Test
    void nobodyReadsWhatAnotherWasTold() {
        announce(urgentTo(officer), member.actor());
        String token = TestAccounts.token(officer);
        String listed =
                TestServer.visitor().api("GET", "/api/v1/notices", token, "").body();
        String id = listed.replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");

        assertThat(TestServer.visitor()
                        .api("POST", "/api/v1/notices/" + id + "/read", TestAccounts.token(member), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(TestServer.visitor()
                        .api("POST", "/api/v1/notices/" + id + "/read", token, "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aMailSaysItInTheReadersLanguageUnderAStableId() {
        officer.actor()
                .run(() -> TestServer.bean(SettingsStore.class)
                        .save(Settings.initial(Language.JA, ZoneId.of("Asia/Tokyo"))));
        announce(urgentTo(officer), member.actor());
        Mail mail = mails(officer).getFirst();

        send();

        assertThat(mailServer.completed()).hasSize(1);
        assertThat(mailServer.completed().getFirst())
                .contains("Message-ID: <" + mail.id() + "@sekisho.test>", "Auto-Submitted: auto-generated")
                .contains("To: " + officer.email(), "Content-Language: ja");
        assertThat(mails(officer).getFirst().state()).isEqualTo(MailState.SENT);
        send();
        assertThat(mailServer.completed()).hasSize(1);
    }

    @Test
    void whatComesInABurstIsOneMail() {
        for (int i = 0; i < 5; i++) {
            announce(Announcement.to(Set.of(member.id()), KIND, "/incidents", "INC-" + i, "x"), officer.actor());
        }

        assertThat(mails(member).stream().filter(mail -> mail.state() == MailState.WAITING))
                .hasSize(1);
    }

    @Test
    void isTriedAgainWhenTheServerIsBusyOrLeavesEarly() {
        for (Mood mood : List.of(Mood.IS_BUSY_AT_RECIPIENT, Mood.IS_BUSY_AT_THE_END, Mood.LEAVES_AT_RECIPIENT)) {
            mailServer.becomes(mood);
            announce(urgentTo(officer), member.actor());
            send();
            assertThat(mails(officer).getFirst().state()).as(mood.name()).isEqualTo(MailState.WAITING);
            assertThat(mails(officer).getFirst().due()).as(mood.name()).isAfter(Instant.now());

            mailServer.becomes(Mood.TAKES);
            asServer("update notice.mail set due = now() - interval '1 second' where state = 'WAITING'");
            send();
            assertThat(mails(officer).getFirst().state()).as(mood.name()).isEqualTo(MailState.SENT);
            assertThat(mails(officer).getFirst().attempts()).as(mood.name()).isEqualTo(2);
        }
    }

    @Test
    void hasFailedWhenTheServerKnowsNobodyOfThatName() {
        mailServer.becomes(Mood.REFUSES_RECIPIENT);
        announce(urgentTo(officer), member.actor());

        send();

        assertThat(mails(officer).getFirst().state()).isEqualTo(MailState.FAILED);
        assertThat(mails(officer).getFirst().answer()).contains("550 5.1.1 nobody of this name");
    }

    @Test
    void isNeverSentTwiceWhenItIsNotKnownWhetherItWasTaken() {
        mailServer.becomes(Mood.LEAVES_AFTER_THE_LAST_DOT);
        announce(urgentTo(officer), member.actor());

        send();
        mailServer.becomes(Mood.TAKES);
        send();

        assertThat(mails(officer).getFirst().state()).isEqualTo(MailState.IN_DOUBT);
        assertThat(mailServer.completed()).hasSize(1);
    }

    @Test
    void isInDoubtWhenTheServerEndedWhileItWasHandedOver() {
        announce(urgentTo(officer), member.actor());
        asServer(
                "update notice.mail set state = 'HANDING_OVER', attempts = 1, leased_until = now() - interval '1 second'"
                        + " where state = 'WAITING'");

        send();

        assertThat(mails(officer).getFirst().state()).isEqualTo(MailState.IN_DOUBT);
        assertThat(mailServer.completed()).isEmpty();
    }

    @Test
    void isNotCompletedByWhoHasLostTheLease() {
        announce(urgentTo(officer), member.actor());
        Mail taken = Actor.NOTICE
                .call(() -> TestServer.bean(MailQueue.class).take(1))
                .getFirst();
        asServer("update notice.mail set leased_until = now() - interval '1 second' where state = 'WAITING'");

        boolean stillOurs =
                Actor.NOTICE.call(() -> TestServer.bean(MailQueue.class).handOver(taken, "x@test.invalid"));

        assertThat(stillOurs).isFalse();
        assertThat(mails(officer).getFirst().state()).isEqualTo(MailState.WAITING);
    }
}
