package dev.sekisho.server.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Mails from anywhere. */
class MailReaderFuzzTest {
    private static final String MAIL = """
            From: =?UTF-8?B?6YCa5aCx6ICF?= <reporter@test.invalid>
            Subject: =?ISO-2022-JP?B?GyRCSVQ/MyRKJWEhPCVrGyhC?=
            Date: Mon, 5 Jan 2026 10:00:00 +0900
            Message-ID: <one@test.invalid>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/html; charset=UTF-8

            <style>p{}</style><p>Hello &amp; bye</p><script>alert(1)</script>
            --b--
            """;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsSubjectSenderTimeAndText() {
        MailReader.ReadMail mail = MailReader.read(bytes(MAIL)).getFirst();

        assertThat(mail.id()).isEqualTo("<one@test.invalid>");
        assertThat(mail.subject()).isEqualTo("不審なメール");
        assertThat(mail.from()).contains("reporter@test.invalid");
        assertThat(mail.sent()).isEqualTo(Instant.parse("2026-01-05T01:00:00Z"));
        assertThat(mail.text()).isEqualTo("Hello & bye");
    }

    @Test
    void readsAFileOfManyMails() {
        String two =
                "From a Mon Jan 5 10:00:00 2026\nSubject: One\n\n>From the start\n\nFrom b Mon Jan 5 10:00:00 2026\nSubject: Two\n\nx\n";

        List<MailReader.ReadMail> mails = MailReader.read(bytes(two));

        assertThat(mails).extracting(MailReader.ReadMail::subject).containsExactly("One", "Two");
        assertThat(mails.getFirst().text()).isEqualTo("From the start");
    }

    @Test
    void aMailWithoutAnIdIsKnownByItsDigest() {
        assertThat(MailReader.read(bytes("Subject: x\n\ny")).getFirst().id()).matches("sha256:[0-9a-f]{64}");
    }

    @FuzzTest
    void neverThrows(byte @Nullable [] input) {
        for (MailReader.ReadMail mail : MailReader.read(input == null ? bytes(MAIL) : input)) {
            assertThat(mail.text().length()).isLessThanOrEqualTo(10_000);
            assertThat(mail.subject().length()).isLessThanOrEqualTo(200);
        }
    }
}
