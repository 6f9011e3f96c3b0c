package dev.sekisho.server.incident;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads mails (RFC 5322, MIME) and files of many mails (RFC 4155) that somebody hands in. No input makes it throw: what it
 * cannot read of a mail it leaves out, and the mail itself is kept whole. It opens no attachment, follows no link and
 * fetches nothing.
 */
final class MailReader {
    /** Mails that one file may hold; what stands behind them is not read. */
    static final int MOST_MAILS = 100;

    private static final int DEEPEST = 10;
    private static final int MOST_PARTS = 100;
    private static final int LONGEST_TEXT = 10_000;

    /** Of a longer part only the beginning is looked at. */
    private static final int LONGEST_PART = 400_000;

    private MailReader() {}

    /**
     * A mail, as far as it could be read.
     *
     * @param id its Message-ID; where it has none, a digest of it
     * @param subject in a line; may be empty
     * @param from who sent it, as it says; may be empty
     * @param sent when, as it says; null if it does not
     * @param text what it says, at most 10,000 characters
     * @param whole the mail itself
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on and never compared
    record ReadMail(
            String id,
            String subject,
            String from,
            @Nullable Instant sent,
            String text,
            byte[] whole) {}

    /** The mails of a file: one, or many where it begins as such a file does. */
    static List<ReadMail> read(byte[] file) {
        List<ReadMail> mails = new ArrayList<>();
        for (byte[] mail : split(file)) {
            mails.add(readOne(mail));
        }
        return mails;
    }

    /** Cuts before each line that begins with "From " and stands first or behind an empty one. */
    private static List<byte[]> split(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("From ")) {
            return List.of(file);
        }
        List<byte[]> mails = new ArrayList<>();
        int begin = 0;
        while (begin >= 0 && mails.size() < MOST_MAILS) {
            int end = next(text, begin + 1);
            int head = text.indexOf('\n', begin);
            int until = end < 0 ? text.length() : end;
            if (head >= 0 && head < until) {
                String mail = text.substring(head + 1, until);
                mails.add(mail.replace("\n>From ", "\nFrom ").getBytes(StandardCharsets.ISO_8859_1));
            }
            begin = end;
        }
        return mails;
    }

    private static int next(String text, int from) {
        int plain = text.indexOf("\n\nFrom ", from);
        int windows = text.indexOf("\r\n\r\nFrom ", from);
        if (plain < 0 && windows < 0) {
            return -1;
        }
        return windows < 0 || (plain >= 0 && plain < windows) ? plain + 2 : windows + 4;
    }

    /** Its parser has learned many old ways and may throw anything; none of it may stop the one who hands in. */
    private static ReadMail readOne(byte[] mail) {
        String digest = "sha256:" + HexFormat.of().formatHex(sha256(mail));
        try {
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
            Texts texts = new Texts();
            texts.add(message, 0);
            String id = attempted(message::getMessageID);
            return new ReadMail(
                    id.isEmpty() || id.length() > 190 ? digest : id,
                    line(attempted(message::getSubject)),
                    line(attempted(() -> sender(message))),
                    sent(message),
                    texts.text(),
                    mail);
        } catch (MessagingException | RuntimeException e) {
            return new ReadMail(digest, "", "", null, "", mail);
        }
    }

    private static String sender(MimeMessage message) throws MessagingException {
        Address[] from = message.getFrom();
        return from == null || from.length == 0 ? "" : from[0].toString();
    }

    private static @Nullable Instant sent(MimeMessage message) {
        try {
            Date sent = message.getSentDate();
            return sent == null ? null : sent.toInstant();
        } catch (MessagingException | RuntimeException e) {
            return null;
        }
    }

    /** One thing that is asked of a mail. */
    private interface Question {
        @Nullable
        String ask() throws MessagingException;
    }

    private static String attempted(Question question) {
        try {
            String answer = question.ask();
            return answer == null ? "" : answer.strip();
        } catch (MessagingException | RuntimeException e) {
            return "";
        }
    }

    /** Without what would break a line or hide something. */
    private static String line(String text) {
        String cleaned = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
        return cleaned.length() > IncidentTexts.LONGEST_TITLE
                ? cleaned.substring(0, IncidentTexts.LONGEST_TITLE)
                : cleaned;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Gathers what a mail says: its plain text, or what is left of its HTML where there is no plain text. */
    private static final class Texts {
        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private int parts;

        void add(Part part, int depth) {
            parts++;
            if (depth > DEEPEST || parts > MOST_PARTS) {
                return;
            }
            try {
                if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart together) {
                    for (int i = 0; i < together.getCount(); i++) {
                        add(together.getBodyPart(i), depth + 1);
                    }
                } else if (part.isMimeType("text/*") && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
                    (part.isMimeType("text/html") ? html : plain)
                            .append(content(part))
                            .append('\n');
                }
            } catch (MessagingException | IOException | RuntimeException e) {
                return; // the mail is kept whole: somebody can look what this part is
            }
        }

        private static String content(Part part) throws MessagingException, IOException {
            Object content = part.getContent();
            if (content instanceof InputStream bytes) {
                content = new String(bytes.readNBytes(LONGEST_PART), StandardCharsets.UTF_8);
            }
            String text = content instanceof String written ? written : "";
            return text.length() > LONGEST_PART ? text.substring(0, LONGEST_PART) : text;
        }

        String text() {
            String found = plain.toString().isBlank() ? HtmlText.of(html.toString()) : plain.toString();
            String cleaned = found.replace("\r\n", "\n")
                    .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "")
                    .strip();
            return cleaned.length() > LONGEST_TEXT ? cleaned.substring(0, LONGEST_TEXT) : cleaned;
        }
    }
}
