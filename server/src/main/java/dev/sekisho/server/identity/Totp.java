package dev.sekisho.server.identity;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * One-time passwords by time (RFC 6238) over HMAC-SHA-1, six digits, thirty seconds: the one setting that every
 * authenticator knows.
 */
final class Totp {
    static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int SECRET_BYTES = 20;

    /** Steps before and behind the present one whose code is accepted, since clocks differ (RFC 6238, section 5.2). */
    private static final int TOLERANCE = 1;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /** A new secret of 160 bits (RFC 4226, section 4, R6). */
    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /**
     * The step whose code it is.
     *
     * @param lastStep the last step whose code was accepted; neither it nor an earlier one is accepted again
     */
    static OptionalLong matchingStep(byte[] secret, String code, Instant now, long lastStep) {
        String digits = code.replace(" ", "");
        if (!digits.matches("[0-9]{" + DIGITS + "}")) {
            return OptionalLong.empty();
        }
        long present = now.getEpochSecond() / STEP_SECONDS;
        for (long step = present - TOLERANCE; step <= present + TOLERANCE; step++) {
            boolean same = MessageDigest.isEqual(
                    code(secret, step, DIGITS).getBytes(StandardCharsets.US_ASCII),
                    digits.getBytes(StandardCharsets.US_ASCII));
            if (same && step > lastStep) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    /** The code of a step (RFC 4226, section 5.3). */
    static String code(byte[] secret, long step, int digits) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0x0f;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            long shown = number % Math.round(Math.pow(10, digits));
            return String.format(Locale.ROOT, "%0" + digits + "d", shown);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }

    /** The secret as people type it (RFC 4648, section 6). */
    static String text(byte[] secret) {
        return new Base32().encodeToString(secret).replace("=", "");
    }

    /** The address that an authenticator reads from a picture. */
    static String address(byte[] secret, String account) {
        String label =
                URLEncoder.encode("Sekisho:" + account, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/" + label + "?secret=" + text(secret) + "&issuer=Sekisho";
    }
}
