package dev.sekisho.traffic;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server's own certificate says about itself; nothing of it has been verified.
 *
 * @param subject distinguished name in RFC 4514 form
 * @param issuer distinguished name in RFC 4514 form
 * @param subjectCommonName the common name of the subject, null if absent
 * @param names the DNS names and addresses of the subject alternative names
 * @param notBefore start of validity
 * @param notAfter end of validity
 * @param chainLength number of certificates sent
 * @param selfSigned whether subject and issuer are equal
 * @param sha256 fingerprint of the certificate in lower-case hexadecimal
 */
public record CertificateFacts(
        String subject,
        String issuer,
        @Nullable String subjectCommonName,
        List<String> names,
        Instant notBefore,
        Instant notAfter,
        int chainLength,
        boolean selfSigned,
        String sha256) {

    public CertificateFacts {
        names = List.copyOf(names);
    }
}
