package dev.sekisho.traffic.log;

import dev.sekisho.traffic.BodyType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a body looked like to the tool that saw it, by the media type that it gave. */
final class MediaTypes {
    private MediaTypes() {}

    /** The kind of a body of {@code length} bytes that was recognised as {@code mediaType}. */
    static BodyType bodyType(@Nullable String mediaType, long length) {
        if (length <= 0) {
            return BodyType.EMPTY;
        }
        if (mediaType == null) {
            return BodyType.BINARY;
        }
        String type = mediaType.toLowerCase(Locale.ROOT);
        if (type.startsWith("image/")) {
            return BodyType.IMAGE;
        }
        if (type.startsWith("audio/") || type.startsWith("video/")) {
            return BodyType.MEDIA;
        }
        if (type.startsWith("font/") || type.contains("font-")) {
            return BodyType.FONT;
        }
        return switch (type) {
            case "text/html" -> BodyType.HTML;
            case "text/json", "application/json" -> BodyType.JSON;
            case "text/xml", "application/xml" -> BodyType.XML;
            case "application/x-www-form-urlencoded" -> BodyType.FORM;
            case "multipart/form-data" -> BodyType.MULTIPART;
            case "application/pdf", "application/msword", "application/vnd.ms-cab-compressed" ->
                type.endsWith("compressed") ? BodyType.ARCHIVE : BodyType.DOCUMENT;
            case "application/x-dosexec",
                    "application/x-executable",
                    "application/x-sharedlib",
                    "application/x-mach-o-executable",
                    "application/java-vm",
                    "application/wasm" -> BodyType.EXECUTABLE;
            case "application/zip",
                    "application/gzip",
                    "application/x-gzip",
                    "application/x-bzip2",
                    "application/x-xz",
                    "application/zstd",
                    "application/x-7z-compressed",
                    "application/x-rar",
                    "application/x-rar-compressed" -> BodyType.ARCHIVE;
            default -> ofFamily(type);
        };
    }

    private static BodyType ofFamily(String type) {
        if (type.endsWith("+xml")) {
            return BodyType.XML;
        }
        if (type.endsWith("+json")) {
            return BodyType.JSON;
        }
        if (type.contains("officedocument") || type.startsWith("application/vnd.ms-")) {
            return BodyType.DOCUMENT;
        }
        return type.startsWith("text/") ? BodyType.TEXT : BodyType.BINARY;
    }
}
