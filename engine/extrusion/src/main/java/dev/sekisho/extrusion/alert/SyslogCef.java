package dev.sekisho.extrusion.alert;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Puts an alert into one syslog message (RFC 5424) whose text is a CEF version 0 event, as log servers and SIEMs take
 * them. Facility is local use 0; severity 10 of CEF is reserved for scores of 0.9 and more.
 */
public final class SyslogCef {
    private static final int FACILITY_LOCAL0 = 16;
    private static final int SEVERITY_WARNING = 4;
    private static final int SEVERITY_ALERT = 1;
    private static final int MAX_REASON_CHARS = 1023;

    private final String hostname;
    private final String version;

    /**
     * Makes messages in the name of {@code hostname}.
     *
     * @param hostname the machine that speaks; characters that RFC 5424 does not allow there are left out
     * @param version version of the product
     */
    public SyslogCef(String hostname, String version) {
        String printable = hostname.replaceAll("[^\\x21-\\x7e]", "");
        this.hostname = printable.isEmpty() ? "-" : printable.substring(0, Math.min(255, printable.length()));
        this.version = version;
    }

    /** One message without a frame or line end. */
    public String format(Alert alert) {
        int severity = (int) Math.round(Math.max(1, Math.min(10, alert.score() * 10)));
        int priority = FACILITY_LOCAL0 * 8 + (severity >= 9 ? SEVERITY_ALERT : SEVERITY_WARNING);
        StringBuilder text = new StringBuilder(512);
        text.append('<').append(priority).append(">1 ");
        text.append(alert.lastSeen().truncatedTo(ChronoUnit.MICROS)).append(' ');
        text.append(hostname).append(" sekisho - ").append(alert.kind().id()).append(" - ");
        text.append("CEF:0|Sekisho|Sekisho|").append(header(version)).append('|');
        text.append(alert.kind().id()).append('|').append(header(name(alert))).append('|');
        text.append(severity).append('|');
        extension(text, "rt", Long.toString(alert.lastSeen().toEpochMilli()));
        extension(text, "start", Long.toString(alert.firstSeen().toEpochMilli()));
        extension(text, "end", Long.toString(alert.lastSeen().toEpochMilli()));
        extension(text, isAddress(alert.client()) ? "src" : "suser", alert.client());
        if (!alert.address().isEmpty()) {
            extension(text, "dst", alert.address());
        }
        extension(text, "dhost", alert.server());
        if (alert.port() > 0) {
            extension(text, "dpt", Integer.toString(alert.port()));
        }
        if (alert.application() != null) {
            extension(text, "app", alert.application());
        }
        extension(text, "cnt", Integer.toString(alert.exchanges()));
        extension(text, "cfp1Label", "score");
        extension(text, "cfp1", String.format(Locale.ROOT, "%.4f", alert.score()));
        if (alert.pValue() != null) {
            extension(text, "cfp2Label", "pValue");
            extension(text, "cfp2", String.format(Locale.ROOT, "%.6f", alert.pValue()));
        }
        extension(text, "msg", reasons(alert));
        return text.toString().stripTrailing();
    }

    /** The message with its length in front, as RFC 6587 frames it on TCP. */
    public String formatCounted(Alert alert) {
        String message = format(alert);
        return message.getBytes(StandardCharsets.UTF_8).length + " " + message;
    }

    private static String name(Alert alert) {
        return switch (alert.kind()) {
            case ROGUE -> "Communication that behaves like command and control";
            case PROHIBITED -> "Prohibited application " + alert.application();
        };
    }

    private static String reasons(Alert alert) {
        StringBuilder text = new StringBuilder();
        for (Alert.Reason reason : alert.reasons()) {
            if (text.length() + reason.text().length() > MAX_REASON_CHARS) {
                break;
            }
            text.append(text.isEmpty() ? "" : "; ").append(reason.text());
        }
        return text.toString();
    }

    private static boolean isAddress(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
    }

    private static void extension(StringBuilder text, String key, String value) {
        text.append(key).append('=');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '=' -> text.append("\\=");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        text.append(' ');
    }

    private static String header(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' || c == '|') {
                text.append('\\');
            }
            text.append(Character.isISOControl(c) ? ' ' : c);
        }
        return text.toString();
    }
}
