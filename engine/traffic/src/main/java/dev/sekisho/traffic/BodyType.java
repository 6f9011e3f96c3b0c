package dev.sekisho.traffic;

/** What the first bytes of a body look like, whatever its headers declare. */
public enum BodyType {
    /** No body. */
    EMPTY,
    /** HTML, recognised by an opening tag or doctype. */
    HTML,
    /** XML other than HTML. */
    XML,
    /** JSON object or array. */
    JSON,
    /** Form fields: name=value pairs joined by ampersands. */
    FORM,
    /** A MIME multipart body. */
    MULTIPART,
    /** Printable text of no more specific kind. */
    TEXT,
    /** Base64 or hexadecimal text without line structure. */
    ENCODED_TEXT,
    /** JPEG, PNG, GIF, WebP, BMP, ICO or SVG. */
    IMAGE,
    /** Audio or video container. */
    MEDIA,
    /** Web font. */
    FONT,
    /** ZIP, gzip, bzip2, xz, zstd, 7z, RAR, CAB. */
    ARCHIVE,
    /** PDF or an office document. */
    DOCUMENT,
    /** Windows, ELF or Mach-O executable, Java class, WebAssembly. */
    EXECUTABLE,
    /** Bytes of no known kind. */
    BINARY
}
