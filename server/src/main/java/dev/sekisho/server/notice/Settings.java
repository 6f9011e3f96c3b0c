package dev.sekisho.server.notice;

import dev.sekisho.server.console.Language;
import dev.sekisho.server.scope.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants to be told.
 *
 * @param digestHour at which hour the mail of the day comes, 0 to 23, in his zone
 * @param quietFrom from when on no mail comes, null if he has no quiet hours
 * @param quietUntil until when; before {@code quietFrom} if the night lies between
 * @param muted codes of the kinds for which no mail comes
 */
public record Settings(
        Language language,
        ZoneId zone,
        MailMode mode,
        int digestHour,
        @Nullable LocalTime quietFrom,
        @Nullable LocalTime quietUntil,
        Set<String> muted) {
    /** How long what comes at once may wait for more, so that a burst becomes one mail. */
    static final Duration GATHERING = Duration.ofMinutes(1);

    public Settings {
        muted = Set.copyOf(muted);
        if (digestHour < 0 || digestHour > 23) {
            throw Refusal.invalid("digestHour", "notice.invalid.hour", digestHour);
        }
        if ((quietFrom == null) != (quietUntil == null) || (quietFrom != null && quietFrom.equals(quietUntil))) {
            throw Refusal.invalid("quietUntil", "notice.invalid.quiet");
        }
    }

    /** Of somebody who has chosen nothing. */
    static Settings initial(Language language, ZoneId zone) {
        return new Settings(language, zone, MailMode.AT_ONCE, 8, null, null, Set.of());
    }

    /** Whether a notice of this kind becomes mail. */
    boolean wantsMail(String kind) {
        return mode != MailMode.NEVER && !muted.contains(kind);
    }

    /** When mail about something that happens now may go out. */
    Instant due(Instant now, boolean urgent) {
        if (urgent) {
            return now;
        }
        ZonedDateTime here = now.atZone(zone);
        if (mode == MailMode.DAILY) {
            ZonedDateTime today = here.toLocalDate().atTime(digestHour, 0).atZone(zone);
            ZonedDateTime next = today.isAfter(here)
                    ? today
                    : here.toLocalDate().plusDays(1).atTime(digestHour, 0).atZone(zone);
            return next.toInstant();
        }
        Instant soon = now.plus(GATHERING);
        return quietFrom != null && quietUntil != null && isQuiet(here.toLocalTime(), quietFrom, quietUntil)
                ? endOfQuiet(here, quietUntil)
                : soon;
    }

    private static boolean isQuiet(LocalTime time, LocalTime from, LocalTime until) {
        boolean overNight = until.isBefore(from);
        return overNight ? !time.isBefore(from) || time.isBefore(until) : !time.isBefore(from) && time.isBefore(until);
    }

    private Instant endOfQuiet(ZonedDateTime here, LocalTime until) {
        ZonedDateTime today = here.toLocalDate().atTime(until).atZone(zone);
        ZonedDateTime end = today.isAfter(here)
                ? today
                : here.toLocalDate().plusDays(1).atTime(until).atZone(zone);
        return end.toInstant();
    }
}
