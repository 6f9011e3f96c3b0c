package dev.sekisho.server.notice;

import dev.sekisho.server.console.Language;
import dev.sekisho.server.console.Text;
import dev.sekisho.server.console.Texts;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes mails: plain text in the receiver's language, one or many notices in each. */
@Component
class MailComposer {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Texts texts;
    private final SettingsStore settings;

    MailComposer(JdbcClient jdbc, JsonMapper json, Texts texts, SettingsStore settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.texts = texts;
        this.settings = settings;
    }

    /** The mail with its stable Message-ID: whoever gets it twice knows it for the same (RFC 5322, section 3.6.4). */
    @Transactional(readOnly = true)
    MimeMessage compose(Mail mail, Recipient recipient, MailServer server, Session session) throws MessagingException {
        List<Notice> notices = jdbc.sql("""
                select id, kind, path, arguments::text as arguments, urgent, created, read
                  from notice.message
                 where mail = :mail
                 order by created, id
                """)
                .param("mail", mail.id())
                .query((row, number) -> Notice.of(row, json))
                .list();
        Settings chosen =
                settings.find(recipient.account()).orElseGet(() -> Settings.initial(Language.EN, ZoneId.of("UTC")));
        Text text = texts.in(chosen.language());
        MimeMessage message = new WithStableId(
                session, "<" + mail.id() + "@" + server.publicAddress().getHost() + ">");
        message.setFrom(new InternetAddress(server.from()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient.address(), true));
        String subject =
                notices.size() == 1 ? notices.getFirst().subject(text) : text.of("notice.mail.many", notices.size());
        message.setSubject("[Sekisho] " + subject.replaceAll("\\p{Cntrl}+", " "), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.created()));
        // RFC 3834: nobody's absence answers it
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", chosen.language().tag());
        message.setText(body(notices, chosen, text, server), StandardCharsets.UTF_8.name());
        message.saveChanges();
        return message;
    }

    private static String body(List<Notice> notices, Settings chosen, Text text, MailServer server) {
        StringBuilder body = new StringBuilder();
        for (Notice notice : notices) {
            body.append(notice.subject(text))
                    .append('\n')
                    .append(text.moment(notice.created(), chosen.zone()))
                    .append("\n\n")
                    .append(notice.body(text))
                    .append("\n\n")
                    .append(server.publicAddress())
                    .append(notice.path())
                    .append("\n\n");
        }
        return body.append("-- \n")
                .append(text.of("notice.mail.footer", server.publicAddress() + "/notices/settings"))
                .append('\n')
                .toString();
    }

    /** A mail whose id is not made up anew. */
    private static final class WithStableId extends MimeMessage {
        private final String id;

        WithStableId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
