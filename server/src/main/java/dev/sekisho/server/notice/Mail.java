package dev.sekisho.server.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail as those see it who look after mail.
 *
 * @param address where it went; empty until somebody tried
 * @param due when it may go or be tried again
 * @param answer what the mail server said last
 */
public record Mail(
        UUID id,
        UUID account,
        String address,
        MailState state,
        Instant due,
        int attempts,
        String answer,
        Instant created,
        @Nullable Instant settled) {}
