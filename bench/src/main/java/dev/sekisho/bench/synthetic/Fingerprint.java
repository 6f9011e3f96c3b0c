package dev.sekisho.bench.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sekisho.traffic.TlsFacts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What the synthetic handshakes show: one made-up pair of fingerprints for each User-Agent. */
final class Fingerprint {
    private Fingerprint() {}

    static TlsFacts of(PlannedExchange planned) {
        String digest = md5(planned.userAgent());
        boolean browser = planned.userAgent().startsWith("Mozilla");
        List<String> alpn = browser ? List.of("h2", "http/1.1") : List.of("http/1.1");
        String ja4 =
                "t13d1516" + (browser ? "h2" : "h1") + "_" + digest.substring(0, 12) + "_" + digest.substring(12, 24);
        return new TlsFacts(
                planned.server().name(),
                alpn,
                0x0304,
                digest,
                ja4,
                0x0304,
                0x1301,
                null,
                md5("server"),
                false,
                null,
                false);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
