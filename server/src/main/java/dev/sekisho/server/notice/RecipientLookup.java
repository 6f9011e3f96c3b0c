package dev.sekisho.server.notice;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks who somebody is in a transaction of its own. */
@Component
class RecipientLookup {
    private final Recipients recipients;

    RecipientLookup(Recipients recipients) {
        this.recipients = recipients;
    }

    @Transactional(readOnly = true)
    Optional<Recipient> find(UUID account) {
        return recipients.find(account);
    }
}
