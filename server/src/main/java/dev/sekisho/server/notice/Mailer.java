package dev.sekisho.server.notice;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands mails to the mail server. What it certainly did not take is tried again; what it refused for good has failed; of
 * what it may have taken the mail says so, and stays.
 */
@Component
class Mailer {
    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

    /** Mails that are leased at once: few, so that their leases hold. */
    private static final int BATCH = 5;

    private final MailServer server;
    private final MailQueue queue;
    private final MailComposer composer;
    private final RecipientLookup recipients;

    Mailer(MailServer server, MailQueue queue, MailComposer composer, RecipientLookup recipients) {
        this.server = server;
        this.queue = queue;
        this.composer = composer;
        this.recipients = recipients;
    }

    /** Whether there is a mail server. */
    boolean hasServer() {
        return server.isGiven();
    }

    /** Sends what is due; says whether there may be more. */
    boolean send() {
        if (!server.isGiven()) {
            return false;
        }
        int doubtful = queue.findDoubtful();
        if (doubtful > 0) {
            LOG.atWarn()
                    .addKeyValue("mails", doubtful)
                    .log("mails are in doubt: a server ended while they were handed over");
        }
        List<Mail> due = queue.take(BATCH);
        due.forEach(this::send);
        return due.size() == BATCH;
    }

    private void send(Mail mail) {
        Optional<Recipient> recipient = recipients.find(mail.account());
        if (recipient.isEmpty()) {
            queue.failed(mail, "the account is closed");
            return;
        }
        Session session = server.session();
        String address = recipient.get().address();
        HandOverTransport transport =
                new HandOverTransport(session, server.usesTlsFromTheStart(), () -> queue.handOver(mail, address));
        try {
            MimeMessage message = composer.compose(mail, recipient.get(), server, session);
            transport.connect(
                    server.host(),
                    server.port(),
                    server.user().isEmpty() ? null : server.user(),
                    server.password().isEmpty() ? null : server.password());
            transport.sendMessage(message, message.getAllRecipients());
            queue.sent(mail, answer(transport));
        } catch (MessagingException e) {
            settle(mail, transport, e);
        } finally {
            close(transport);
        }
    }

    private void settle(Mail mail, HandOverTransport transport, MessagingException failure) {
        String answer = told(failure);
        int code = code(failure);
        if (transport.isCompleting() && code == 0) {
            queue.inDoubt(mail, answer);
            LOG.atWarn().addKeyValue("mail", mail.id()).log("a mail is in doubt: the mail server did not answer");
        } else if (failure instanceof AddressException || (code >= 500 && code < 600)) {
            queue.failed(mail, answer);
        } else {
            queue.tryAgain(mail, answer);
        }
        LOG.atInfo()
                .addKeyValue("mail", mail.id())
                .addKeyValue("attempt", mail.attempts())
                .addKeyValue("code", code)
                .log("a mail was not sent");
    }

    /** The answer of the mail server to what failed: 4xx or 5xx; 0 if it gave none. */
    private static int code(MessagingException failure) {
        @Nullable Exception at = failure;
        while (at != null) {
            int code = switch (at) {
                case SMTPAddressFailedException refused -> refused.getReturnCode();
                case SMTPSendFailedException refused
                when !(refused.getNextException() instanceof SMTPAddressFailedException) -> refused.getReturnCode();
                default -> 0;
            };
            if (code >= 400) {
                return code;
            }
            at = at instanceof MessagingException chained ? chained.getNextException() : null;
        }
        return 0;
    }

    private static String told(MessagingException failure) {
        StringBuilder told =
                new StringBuilder(String.valueOf(failure.getMessage()).strip());
        Exception next = failure.getNextException();
        if (next != null) {
            told.append(" · ").append(String.valueOf(next.getMessage()).strip());
        }
        // what was said while signing in may hold secrets
        return failure instanceof AuthenticationFailedException
                ? "the mail server refused user and password"
                : told.toString();
    }

    private static String answer(HandOverTransport transport) {
        String answer = transport.getLastServerResponse();
        return answer == null ? "" : answer.strip();
    }

    private static void close(HandOverTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.atDebug().setCause(e).log("the connection to the mail server was not closed in order");
        }
    }
}
