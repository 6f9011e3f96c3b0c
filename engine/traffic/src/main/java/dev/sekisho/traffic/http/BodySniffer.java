package dev.sekisho.traffic.http;

import static dev.sekisho.traffic.BodyType.ARCHIVE;
import static dev.sekisho.traffic.BodyType.DOCUMENT;
import static dev.sekisho.traffic.BodyType.EXECUTABLE;
import static dev.sekisho.traffic.BodyType.FONT;
import static dev.sekisho.traffic.BodyType.IMAGE;
import static dev.sekisho.traffic.BodyType.MEDIA;

import dev.sekisho.traffic.BodyType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what the first bytes of a body look like, whatever its headers declare. */
final class BodySniffer {
    /** Shortest text of the Base64 or hexadecimal alphabet that is taken as encoded rather than as a word. */
    static final int MIN_ENCODED_BYTES = 24;

    private static final int MAX_FORM_NAME = 128;
    private static final int MAX_BOUNDARY = 80;

    /** Share of bytes above 127 that text in an old 8-bit encoding may have. */
    private static final double MAX_EIGHT_BIT_SHARE = 0.3;

    private static final class Signature {
        final BodyType type;
        final int at;
        final byte[] bytes;

        Signature(BodyType type, int at, String latin1) {
            this.type = type;
            this.at = at;
            this.bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private static final Signature[] SIGNATURES = {
        new Signature(IMAGE, 0, "\u00ff\u00d8\u00ff"),
        new Signature(IMAGE, 0, "\u0089PNG\r\n\u001a\n"),
        new Signature(IMAGE, 0, "GIF87a"),
        new Signature(IMAGE, 0, "GIF89a"),
        new Signature(IMAGE, 8, "WEBP"),
        new Signature(IMAGE, 4, "ftypavif"),
        new Signature(IMAGE, 4, "ftypheic"),
        new Signature(IMAGE, 0, "\0\0\1\0"),
        new Signature(IMAGE, 0, "\0\0\2\0"),
        new Signature(FONT, 0, "wOFF"),
        new Signature(FONT, 0, "wOF2"),
        new Signature(FONT, 0, "OTTO"),
        new Signature(FONT, 0, "\0\1\0\0\0"),
        new Signature(EXECUTABLE, 0, "\u007fELF"),
        new Signature(EXECUTABLE, 0, "\u00ca\u00fe\u00ba\u00be"),
        new Signature(EXECUTABLE, 0, "\u00fe\u00ed\u00fa\u00ce"),
        new Signature(EXECUTABLE, 0, "\u00fe\u00ed\u00fa\u00cf"),
        new Signature(EXECUTABLE, 0, "\u00ce\u00fa\u00ed\u00fe"),
        new Signature(EXECUTABLE, 0, "\u00cf\u00fa\u00ed\u00fe"),
        new Signature(EXECUTABLE, 0, "\0asm"),
        new Signature(DOCUMENT, 0, "%PDF-"),
        new Signature(DOCUMENT, 0, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
        new Signature(DOCUMENT, 0, "{\\rtf"),
        new Signature(ARCHIVE, 0, "PK\3\4"),
        new Signature(ARCHIVE, 0, "PK\5\6"),
        new Signature(ARCHIVE, 0, "\u001f\u008b\b"),
        new Signature(ARCHIVE, 0, "BZh"),
        new Signature(ARCHIVE, 0, "\u00fd7zXZ\0"),
        new Signature(ARCHIVE, 0, "(\u00b5/\u00fd"),
        new Signature(ARCHIVE, 0, "7z\u00bc\u00af'\u001c"),
        new Signature(ARCHIVE, 0, "Rar!\u001a\7"),
        new Signature(ARCHIVE, 0, "MSCF\0\0\0\0"),
        new Signature(MEDIA, 0, "FLV\1"),
        new Signature(MEDIA, 0, "OggS"),
        new Signature(MEDIA, 0, "ID3"),
        new Signature(MEDIA, 0, "fLaC"),
        new Signature(MEDIA, 0, "\u001aE\u00df\u00a3"),
        new Signature(MEDIA, 0, "FWS"),
        new Signature(MEDIA, 0, "CWS"),
        new Signature(MEDIA, 0, "\0\0\1\u00ba"),
        new Signature(MEDIA, 0, "\0\0\1\u00b3"),
        new Signature(MEDIA, 0, "RIFF"),
        new Signature(MEDIA, 4, "ftyp"),
        new Signature(MEDIA, 4, "styp"),
        new Signature(MEDIA, 4, "moof"),
        new Signature(MEDIA, 4, "moov"),
    };

    private static final String[] HTML_TAGS = {
        "!doctype html",
        "html",
        "head",
        "body",
        "script",
        "title",
        "div",
        "table",
        "meta",
        "br",
        "a ",
        "p>",
        "h1",
        "h2",
        "span",
        "iframe",
        "style",
        "link",
        "img",
        "form",
        "center",
        "font",
        "ul",
        "b>",
        "input",
        "pre",
    };

    private BodySniffer() {}

    /** The type of a body that begins with the bytes from {@code from} to before {@code to}. */
    static BodyType sniff(byte[] bytes, int from, int to) {
        if (from >= to) {
            return BodyType.EMPTY;
        }
        BodyType signature = signature(bytes, from, to);
        if (signature != null) {
            return signature;
        }
        int start = afterBlank(bytes, from, to);
        if (start < to && bytes[start] == '<') {
            BodyType markup = markup(bytes, start, to);
            if (markup != null) {
                return markup;
            }
        }
        return isText(bytes, from, to) ? text(bytes, start, to) : BodyType.BINARY;
    }

    private static @Nullable BodyType signature(byte[] bytes, int from, int to) {
        for (Signature signature : SIGNATURES) {
            if (startsWith(bytes, from + signature.at, to, signature.bytes)) {
                return bytes[from] == 'P' && isOfficeDocument(bytes, from, to) ? DOCUMENT : signature.type;
            }
        }
        if (to - from < 12) {
            return null;
        }
        if (bytes[from] == 'M' && bytes[from + 1] == 'Z') {
            return isText(bytes, from, to) ? null : EXECUTABLE;
        }
        boolean bitmap = bytes[from] == 'B' && bytes[from + 1] == 'M' && bytes[from + 6] == 0 && bytes[from + 8] == 0;
        if (bitmap) {
            return IMAGE;
        }
        boolean mpegAudio = bytes[from] == (byte) 0xff && (bytes[from + 1] & 0xe6) == 0xe2;
        boolean transportStream = bytes[from] == 0x47 && to - from > 188 && bytes[from + 188] == 0x47;
        return mpegAudio || transportStream ? MEDIA : null;
    }

    private static boolean isOfficeDocument(byte[] bytes, int from, int to) {
        String text = latin1(bytes, from, to);
        return text.contains("[Content_Types].xml")
                || text.contains("mimetypeapplication/vnd.oasis")
                || text.contains("mimetypeapplication/epub");
    }

    private static @Nullable BodyType markup(byte[] bytes, int start, int to) {
        String text = latin1(bytes, start, to).toLowerCase(Locale.ROOT);
        String tag = text.startsWith("<!--") ? afterComment(text) : text;
        if (tag.startsWith("<svg")) {
            return IMAGE;
        }
        if (tag.startsWith("<?xml") || tag.startsWith("<!doctype")) {
            if (text.contains("<svg") || text.contains("doctype svg")) {
                return IMAGE;
            }
            return text.contains("<html") || tag.startsWith("<!doctype html") ? BodyType.HTML : BodyType.XML;
        }
        for (String html : HTML_TAGS) {
            if (tag.startsWith(html, 1)) {
                return BodyType.HTML;
            }
        }
        if (text.startsWith("<!--")) {
            return BodyType.HTML;
        }
        return tag.length() > 1 && (Character.isLetter(tag.charAt(1)) || tag.charAt(1) == '?') ? BodyType.XML : null;
    }

    private static String afterComment(String text) {
        int end = text.indexOf("-->");
        int tag = end < 0 ? -1 : text.indexOf('<', end);
        return tag < 0 ? text : text.substring(tag);
    }

    private static BodyType text(byte[] bytes, int start, int to) {
        if (isEncoded(bytes, start, to)) {
            return BodyType.ENCODED_TEXT;
        }
        if (isJson(bytes, start, to)) {
            return BodyType.JSON;
        }
        if (isMultipart(bytes, start, to)) {
            return BodyType.MULTIPART;
        }
        return isForm(bytes, start, to) ? BodyType.FORM : BodyType.TEXT;
    }

    private static boolean isJson(byte[] bytes, int start, int to) {
        if (start == to || (bytes[start] != '{' && bytes[start] != '[')) {
            return false;
        }
        int next = afterBlank(bytes, start + 1, to);
        if (next == to) {
            return false;
        }
        String allowed = bytes[start] == '{' ? "\"}" : "\"]{[-0123456789tfn";
        return allowed.indexOf(bytes[next]) >= 0;
    }

    private static boolean isMultipart(byte[] bytes, int start, int to) {
        if (to - start < 4 || bytes[start] != '-' || bytes[start + 1] != '-') {
            return false;
        }
        int lineFeed = start + 2;
        while (lineFeed < to && lineFeed < start + MAX_BOUNDARY && bytes[lineFeed] != '\n') {
            lineFeed++;
        }
        return lineFeed < to
                && bytes[lineFeed] == '\n'
                && latin1(bytes, lineFeed + 1, Math.min(to, lineFeed + 9)).equalsIgnoreCase("content-");
    }

    private static boolean isForm(byte[] bytes, int start, int to) {
        int equals = start;
        while (equals < to && equals - start < MAX_FORM_NAME && isFormByte(bytes[equals])) {
            equals++;
        }
        if (equals == start || equals == to || bytes[equals] != '=') {
            return false;
        }
        int end = to;
        while (end > equals && isBlank(bytes[end - 1])) {
            end--;
        }
        for (int i = equals; i < end; i++) {
            if (bytes[i] <= ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean isFormByte(byte c) {
        return isAlphanumeric(c) || "%+._-*[]$:".indexOf(c) >= 0;
    }

    private static boolean isEncoded(byte[] bytes, int start, int to) {
        int end = to;
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        while (end > start && bytes[end - 1] == '=') {
            end--;
        }
        if (end - start < MIN_ENCODED_BYTES || to - end > 4) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (!isAlphanumeric(bytes[i]) && "+/-_".indexOf(bytes[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] bytes, int from, int to) {
        int eightBit = 0;
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (c < 0) {
                eightBit++;
            } else if ((c < ' ' && !isBlank(c) && c != '\f' && c != 0x1b) || c == 0x7f) {
                return false;
            }
        }
        return eightBit == 0 || eightBit <= MAX_EIGHT_BIT_SHARE * (to - from) || isUtf8(bytes, from, to);
    }

    /** Whether the bytes are UTF-8; the last character may be cut off. */
    private static boolean isUtf8(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int c = bytes[i++] & 0xff;
            int following = c < 0x80 ? 0 : c >= 0xc2 && c < 0xe0 ? 1 : c >= 0xe0 && c < 0xf0 ? 2 : c < 0xf5 ? 3 : -1;
            if (following < 0 || (c >= 0x80 && c < 0xc2)) {
                return false;
            }
            for (int k = 0; k < following && i < to; k++, i++) {
                if ((bytes[i] & 0xc0) != 0x80) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int afterBlank(byte[] bytes, int from, int to) {
        int i = from;
        if (to - from >= 3 && (bytes[i] & 0xff) == 0xef && (bytes[i + 1] & 0xff) == 0xbb) {
            i += 3;
        }
        while (i < to && isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isAlphanumeric(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
        if (to - from < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static String latin1(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
