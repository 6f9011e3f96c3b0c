package dev.sekisho.server.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection to a mail server that asks before it completes a mail. Until the last dot (RFC 5321, section 4.1.1.4) the
 * server has taken nothing; between the dot and the answer nobody but the server knows.
 */
final class HandOverTransport extends SMTPTransport {
    private final BooleanSupplier mayComplete;
    private boolean completing;

    HandOverTransport(Session session, boolean tlsFromTheStart, BooleanSupplier mayComplete) {
        super(
                session,
                new URLName(tlsFromTheStart ? "smtps" : "smtp", null, -1, null, null, null),
                tlsFromTheStart ? "smtps" : "smtp",
                tlsFromTheStart);
        this.mayComplete = mayComplete;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        if (!mayComplete.getAsBoolean()) {
            throw new MessagingException("another server has taken this mail over");
        }
        completing = true;
        super.finishData();
        completing = false;
    }

    /** Whether the last dot went out and no answer that says yes came back. */
    boolean isCompleting() {
        return completing;
    }
}
