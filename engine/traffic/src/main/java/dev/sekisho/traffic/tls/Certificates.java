package dev.sekisho.traffic.tls;

import dev.sekisho.traffic.CertificateFacts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts of server certificates (RFC 5280) out of Certificate messages. Nothing is verified.
 *
 * <p>Used by one thread; {@link #ofThread()} gives each its own. Servers send the same certificate again and again: the
 * facts of certificates seen lately are kept, and known again by comparing all of their bytes.
 */
final class Certificates {
    private static final int CACHE_SLOTS = 256;
    private static final int CACHED_CERTIFICATE_BYTES = 4096;
    private static final int MAX_CHAIN = 64;

    private static final ThreadLocal<Certificates> OF_THREAD = ThreadLocal.withInitial(Certificates::new);

    private final MessageDigest sha256 = Fingerprints.digest("SHA-256");
    private final @Nullable Known[] cache = new Known[CACHE_SLOTS];

    private Certificates() {}

    private static final class Known {
        final byte[] certificate;
        final CertificateFacts facts;

        Known(byte[] certificate, CertificateFacts facts) {
            this.certificate = certificate;
            this.facts = facts;
        }
    }

    /** The instance of the calling thread. */
    static Certificates ofThread() {
        return OF_THREAD.get();
    }

    /**
     * Reads the body of a Certificate message of TLS 1.2 or below (RFC 5246, section 7.4.2).
     *
     * @return the facts of its first certificate, null if there is none or it cannot be understood
     */
    @Nullable
    CertificateFacts readMessage(byte[] bytes, int offset, int length) {
        ByteCursor cursor = new ByteCursor(bytes, offset, length);
        ByteCursor list = cursor.take(cursor.unsigned24());
        ByteCursor first = list.take(list.unsigned24());
        if (list.isOverrun() || !first.hasRemaining()) {
            return null;
        }
        int chainLength = 1;
        while (list.hasRemaining() && chainLength < MAX_CHAIN) {
            list.skip(list.unsigned24());
            chainLength++;
        }
        return read(bytes, first.position(), first.position() + first.remaining(), chainLength);
    }

    private @Nullable CertificateFacts read(byte[] bytes, int start, int end, int chainLength) {
        // The last bytes belong to the signature: as good as a hash.
        int slot = 0;
        for (int i = Math.max(start, end - 4); i < end; i++) {
            slot = slot * 31 + bytes[i];
        }
        slot = (slot ^ (slot >>> 8)) & (CACHE_SLOTS - 1);
        Known known = cache[slot];
        if (known != null
                && known.facts.chainLength() == chainLength
                && Arrays.equals(known.certificate, 0, known.certificate.length, bytes, start, end)) {
            return known.facts;
        }
        CertificateFacts facts = parse(bytes, start, end, chainLength);
        if (facts != null && end - start <= CACHED_CERTIFICATE_BYTES) {
            cache[slot] = new Known(Arrays.copyOfRange(bytes, start, end), facts);
        }
        return facts;
    }

    private @Nullable CertificateFacts parse(byte[] bytes, int start, int end, int chainLength) {
        DerReader top = new DerReader(bytes, start, end);
        top.next(DerReader.SEQUENCE);
        DerReader parts = top.inside();
        parts.next(DerReader.SEQUENCE);
        DerReader body = parts.inside();
        body.next();
        if (body.tag() == 0xa0) {
            body.next();
        }
        body.next(DerReader.SEQUENCE);
        body.next(DerReader.SEQUENCE);
        int issuerStart = body.start();
        int issuerEnd = body.end();
        body.next(DerReader.SEQUENCE);
        DerReader validity = body.inside();
        Instant notBefore = time(validity);
        Instant notAfter = time(validity);
        body.next(DerReader.SEQUENCE);
        if (top.isBroken() || parts.isBroken() || body.isBroken() || notBefore == null || notAfter == null) {
            return null;
        }
        DistinguishedName issuer = DistinguishedName.parse(bytes, issuerStart, issuerEnd);
        DistinguishedName subject = DistinguishedName.parse(bytes, body.start(), body.end());
        boolean selfSigned = Arrays.equals(bytes, issuerStart, issuerEnd, bytes, body.start(), body.end());
        sha256.update(bytes, start, end - start);
        return new CertificateFacts(
                subject.toString(),
                issuer.toString(),
                subject.commonName(),
                alternativeNames(body),
                notBefore,
                notAfter,
                chainLength,
                selfSigned,
                Fingerprints.hex(sha256.digest(), 64));
    }

    /** UTCTime or GeneralizedTime (RFC 5280, section 4.1.2.5); seconds may be missing, as in old certificates. */
    private static @Nullable Instant time(DerReader validity) {
        if (!validity.next()) {
            return null;
        }
        byte[] bytes = validity.bytes();
        int position = validity.start();
        int yearDigits = validity.tag() == 24 ? 4 : 2;
        int digits = 0;
        while (position + digits < validity.end()
                && bytes[position + digits] >= '0'
                && bytes[position + digits] <= '9') {
            digits++;
        }
        if (digits < yearDigits + 8) {
            return null;
        }
        int year = number(bytes, position, yearDigits);
        if (yearDigits == 2) {
            year += year < 50 ? 2000 : 1900;
        }
        int rest = position + yearDigits;
        int second = digits >= yearDigits + 10 ? number(bytes, rest + 8, 2) : 0;
        try {
            return LocalDateTime.of(
                            year,
                            number(bytes, rest, 2),
                            number(bytes, rest + 2, 2),
                            number(bytes, rest + 4, 2),
                            number(bytes, rest + 6, 2),
                            second)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(byte[] bytes, int offset, int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 10 + bytes[offset + i] - '0';
        }
        return value;
    }

    /** Looks behind the subject for the subject alternative names (RFC 5280, section 4.2.1.6). */
    private static List<String> alternativeNames(DerReader body) {
        while (body.next()) {
            if (body.tag() == 0xa3) {
                DerReader wrapper = body.inside();
                wrapper.next(DerReader.SEQUENCE);
                DerReader extensions = wrapper.inside();
                while (extensions.next()) {
                    DerReader extension = extensions.inside();
                    if (extension.next(DerReader.OBJECT_IDENTIFIER) && isAlternativeNames(extension)) {
                        return generalNames(extension);
                    }
                }
            }
        }
        return List.of();
    }

    /** 2.5.29.17. */
    private static boolean isAlternativeNames(DerReader type) {
        byte[] bytes = type.bytes();
        int start = type.start();
        return type.end() - start == 3 && bytes[start] == 0x55 && bytes[start + 1] == 0x1d && bytes[start + 2] == 0x11;
    }

    private static List<String> generalNames(DerReader extension) {
        List<String> result = new ArrayList<>();
        while (extension.next()) {
            if (extension.tag() == DerReader.OCTET_STRING) {
                DerReader value = extension.inside();
                value.next(DerReader.SEQUENCE);
                DerReader names = value.inside();
                while (names.next() && result.size() < MAX_NAMES) {
                    String name = generalName(names);
                    if (name != null) {
                        result.add(name);
                    }
                }
            }
        }
        return result;
    }

    /** How many alternative names of one certificate are kept. */
    static final int MAX_NAMES = 256;

    private static @Nullable String generalName(DerReader name) {
        int length = name.end() - name.start();
        if (name.tag() == 0x82 && length <= ClientHello.MAX_NAME_BYTES) {
            return new String(name.bytes(), name.start(), length, StandardCharsets.ISO_8859_1);
        }
        if (name.tag() == 0x87 && (length == 4 || length == 16)) {
            try {
                return InetAddress.getByAddress(Arrays.copyOfRange(name.bytes(), name.start(), name.end()))
                        .getHostAddress();
            } catch (UnknownHostException e) {
                return null;
            }
        }
        return null;
    }
}
