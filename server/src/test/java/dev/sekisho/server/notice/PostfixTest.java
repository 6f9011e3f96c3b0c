package dev.sekisho.server.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

/** Mail through a Postfix of our own: in a folder of its own, on a port of its own. */
class PostfixTest {
    private static final Path POSTFIX = Path.of("/usr/sbin/postfix");

    private static Path directory;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(POSTFIX), "postfix is not installed (Debian package postfix)");
        assumeTrue(System.getProperty("user.name").equals("root"), "Postfix can be started by root alone");
        // its processes run as another user, who must get in
        directory = Files.createTempDirectory(
                "sekisho-postfix-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        configure();
        TestServer.bean(NoticeThread.class).stop();
        run("chown", "postfix", directory.resolve("data").toString());
        run("chown", "nobody", directory.resolve("mail").toString());
        run("postfix", "-c", directory.resolve("config").toString(), "start");
    }

    @AfterAll
    static void stop() throws Exception {
        if (directory != null) {
            run("postfix", "-c", directory.resolve("config").toString(), "stop");
            run("rm", "-rf", directory.toString());
            TestServer.bean(NoticeThread.class).start();
        }
    }

    private static void configure() throws IOException {
        for (String folder : List.of("config", "spool", "data", "mail")) {
            Files.createDirectory(directory.resolve(folder));
        }
        Files.writeString(directory.resolve("config/main.cf"), """
                compatibility_level = 3.6
                queue_directory = %1$s/spool
                data_directory = %1$s/data
                myhostname = postfix.test.invalid
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                mydestination =
                virtual_mailbox_domains = test.invalid
                virtual_mailbox_base = %1$s/mail
                virtual_mailbox_maps = static:inbox/
                virtual_uid_maps = static:65534
                virtual_gid_maps = static:65534
                smtpd_recipient_restrictions = permit_mynetworks, reject
                mynetworks = 127.0.0.0/8
                default_transport = error:this is a test
                maillog_file = %1$s/log
                maillog_file_prefixes = %1$s
                """.formatted(directory));
        Files.writeString(directory.resolve("config/master.cf"), """
                127.0.0.1:%d inet n - n - - smtpd
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                verify unix - - n - 1 verify
                flush unix n - n 1000? 0 flush
                proxymap unix - - n - - proxymap
                error unix - - n - - error
                virtual unix - n n - - virtual
                anvil unix - - n - 1 anvil
                tlsmgr unix - - n 1000? 1 tlsmgr
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port));
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS))
                .as(String.join(" ", command))
                .isTrue();
        assertThat(process.exitValue())
                .as(() -> {
                    try {
                        return Files.readString(directory.resolve("output"));
                    } catch (IOException e) {
                        return "no output";
                    }
                })
                .isZero();
    }

    private static List<Path> delivered() throws IOException {
        Path inbox = directory.resolve("mail/inbox/new");
        if (!Files.isDirectory(inbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(inbox)) {
            return files.toList();
        }
    }

    @Test
    void deliversEachMailOnce() throws Exception {
        TestAccount account = TestAccounts.with(BuiltInRole.CERT_MEMBER, Unit.GROUP);
        Actor.SETUP.run(() -> TestServer.bean(TransactionOperations.class)
                .executeWithoutResult(status -> TestServer.bean(Notices.class)
                        .announce(
                                Announcement.to(Set.of(account.id()), "incident.opened", "/incidents", "INC-7", "端末の紛失")
                                        .urgent(true))));
        Mailer mailer = new Mailer(
                new MailServer(
                        "127.0.0.1:" + port, "sekisho@test.invalid", "", "", "", URI.create("https://sekisho.test")),
                TestServer.bean(MailQueue.class),
                TestServer.bean(MailComposer.class),
                TestServer.bean(RecipientLookup.class));

        Actor.NOTICE.run(() -> {
            TestServer.bean(Distribution.class).distribute(true);
            mailer.send();
            mailer.send();
        });

        for (int i = 0; i < 100 && delivered().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertThat(delivered()).hasSize(1);
        try (InputStream file = Files.newInputStream(delivered().getFirst())) {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), file);
            assertThat(mail.getSubject()).isEqualTo("[Sekisho] INC-7 opened: 端末の紛失");
            assertThat(mail.getAllRecipients()[0]).hasToString(account.email());
            assertThat(mail.getMessageID()).endsWith("@sekisho.test>");
            assertThat((String) mail.getContent())
                    .contains("The incident INC-7 \"端末の紛失\" has been opened", "https://sekisho.test/incidents");
        }
    }
}
