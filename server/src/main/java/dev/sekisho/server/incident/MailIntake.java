package dev.sekisho.server.incident;

import dev.sekisho.server.scope.Refusal;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes incidents out of mails: one of each, known by its Message-ID, so that a mail that is handed in again makes no second
 * one. The whole mail is kept as evidence.
 */
@Component
class MailIntake {
    private static final String ORIGIN = "mail";

    private final Incidents incidents;
    private final EvidenceFiles files;
    private final Clock clock;

    MailIntake(Incidents incidents, EvidenceFiles files, Clock clock) {
        this.incidents = incidents;
        this.files = files;
        this.clock = clock;
    }

    /** What became of a mail. */
    record Taken(String reference, UUID id, boolean added) {}

    /**
     * Takes a mail, or a file of many, all or none.
     *
     * @param titleOfNone the title where a mail has no subject
     */
    @Transactional
    List<Taken> take(byte[] file, UUID unit, IncidentSeverity severity, IncidentCategory category, String titleOfNone) {
        List<MailReader.ReadMail> mails = MailReader.read(file);
        if (file.length == 0 || mails.isEmpty()) {
            throw Refusal.invalid("file", "incident.invalid.empty");
        }
        List<Taken> taken = new ArrayList<>();
        for (MailReader.ReadMail mail : mails) {
            Optional<Incident> known = incidents.findByOrigin(unit, new Origin(ORIGIN, mail.id()));
            taken.add(
                    known.isPresent()
                            ? new Taken(mail.id(), known.get().id(), false)
                            : new Taken(mail.id(), open(mail, unit, severity, category, titleOfNone), true));
        }
        return taken;
    }

    private UUID open(
            MailReader.ReadMail mail,
            UUID unit,
            IncidentSeverity severity,
            IncidentCategory category,
            String titleOfNone) {
        String summary = (mail.from() + "\n\n" + mail.text()).strip();
        Incident opened = incidents.open(new NewIncident(
                unit,
                mail.subject().isEmpty() ? titleOfNone : mail.subject(),
                summary,
                severity,
                category,
                null,
                false,
                new Origin(ORIGIN, mail.id()),
                null,
                believable(mail.sent()),
                null));
        files.add(opened.id(), "mail.eml", new ByteArrayInputStream(mail.whole()), "");
        return opened.id();
    }

    /** When a mail says that it was sent; now, where it says something that cannot be. */
    private Instant believable(@Nullable Instant sent) {
        Instant now = clock.instant();
        boolean possible = sent != null && sent.isBefore(now) && sent.isAfter(Instant.parse("1990-01-01T00:00:00Z"));
        return possible && sent != null ? sent : now;
    }
}
