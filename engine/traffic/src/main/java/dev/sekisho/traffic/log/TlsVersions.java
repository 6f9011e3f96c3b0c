package dev.sekisho.traffic.log;

import org.jspecify.annotations.Nullable;

/** TLS versions by the names that logs give them. */
final class TlsVersions {
    private TlsVersions() {}

    /** The wire number, 0 for a name that is not known. */
    static int number(@Nullable String name) {
        return switch (name) {
            case "SSLv2" -> 0x0002;
            case "SSLv3" -> 0x0300;
            case "TLSv10", "TLSv1", "TLS 1.0", "TLSv1.0" -> 0x0301;
            case "TLSv11", "TLS 1.1", "TLSv1.1" -> 0x0302;
            case "TLSv12", "TLS 1.2", "TLSv1.2" -> 0x0303;
            case "TLSv13", "TLS 1.3", "TLSv1.3" -> 0x0304;
            case null, default -> 0;
        };
    }
}
