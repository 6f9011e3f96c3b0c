package dev.sekisho.extrusion.activity;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.TlsFacts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the TLS handshakes of one pair showed, added up. */
public final class TlsActivity {
    private int handshakes;
    private int answered;
    private int withoutName;
    private int withoutAlpn;
    private int resumed;
    private int oldVersion;
    private @Nullable String fingerprint;
    private @Nullable CertificateFacts certificate;
    private @Nullable String certificateFor;
    private long certificateSeen;

    void add(TlsFacts facts, long millis) {
        handshakes++;
        withoutName += facts.serverName() == null && !facts.encryptedClientHello() ? 1 : 0;
        withoutAlpn += facts.alpn().isEmpty() ? 1 : 0;
        oldVersion += facts.offeredVersion() != 0 && facts.offeredVersion() < 0x0303 ? 1 : 0;
        resumed += facts.resumed() ? 1 : 0;
        answered += facts.negotiatedVersion() != 0 ? 1 : 0;
        if (fingerprint == null) {
            fingerprint = facts.ja4() != null ? facts.ja4() : facts.ja3();
        }
        if (facts.certificate() != null) {
            certificate = facts.certificate();
            certificateFor = facts.serverName();
            certificateSeen = millis;
        }
    }

    /** Client hellos seen. */
    public int handshakes() {
        return handshakes;
    }

    /** Handshakes whose server hello was seen. */
    public int answered() {
        return answered;
    }

    /** Share of client hellos that name no server. */
    public double withoutName() {
        return handshakes == 0 ? Double.NaN : (double) withoutName / handshakes;
    }

    /** Share of client hellos that offer no application protocol. */
    public double withoutAlpn() {
        return handshakes == 0 ? Double.NaN : (double) withoutAlpn / handshakes;
    }

    /** Share of client hellos that offer nothing newer than TLS 1.1. */
    public double oldVersion() {
        return handshakes == 0 ? Double.NaN : (double) oldVersion / handshakes;
    }

    /** Share of answered handshakes that resumed an earlier session. */
    public double resumed() {
        return answered == 0 ? Double.NaN : (double) resumed / answered;
    }

    /** JA4, else JA3, of the first client hello seen whole. */
    public @Nullable String fingerprint() {
        return fingerprint;
    }

    /** The last certificate seen. */
    public @Nullable CertificateFacts certificate() {
        return certificate;
    }

    /** Seconds that {@link #certificate()} had been valid when it was seen; not a number without one. */
    public double certificateAgeSeconds() {
        return certificate == null
                ? Double.NaN
                : certificateSeen / 1000.0 - certificate.notBefore().getEpochSecond();
    }

    /** Whether the client asked for a name when it got {@link #certificate()}. */
    public boolean asksForName() {
        return certificateFor != null;
    }

    /** Whether {@link #certificate()} is made out for the name that the client asked for; true if it asked for none. */
    public boolean certificateFits() {
        if (certificate == null || certificateFor == null) {
            return true;
        }
        String wanted = certificateFor.toLowerCase(Locale.ROOT);
        for (String name : certificate.names()) {
            if (covers(name.toLowerCase(Locale.ROOT), wanted)) {
                return true;
            }
        }
        String common = certificate.subjectCommonName();
        return common != null && covers(common.toLowerCase(Locale.ROOT), wanted);
    }

    private static boolean covers(String name, String wanted) {
        if (name.startsWith("*.")) {
            int dot = wanted.indexOf('.');
            return dot > 0 && wanted.regionMatches(dot, name, 1, Math.max(name.length() - 1, wanted.length() - dot));
        }
        return name.equals(wanted);
    }
}
