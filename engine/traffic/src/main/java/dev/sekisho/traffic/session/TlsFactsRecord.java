package dev.sekisho.traffic.session;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.stream.StateRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes and reads what handshakes showed. */
final class TlsFactsRecord {
    private TlsFactsRecord() {}

    static void write(StateRecord record, @Nullable TlsFacts facts) {
        record.put(facts != null);
        if (facts == null) {
            return;
        }
        record.put(facts.serverName()).put(facts.alpn()).put(facts.offeredVersion());
        record.put(facts.ja3()).put(facts.ja4()).put(facts.negotiatedVersion()).put(facts.cipher());
        record.put(facts.chosenAlpn()).put(facts.ja3s()).put(facts.resumed()).put(facts.encryptedClientHello());
        CertificateFacts certificate = facts.certificate();
        record.put(certificate != null);
        if (certificate != null) {
            record.put(certificate.subject()).put(certificate.issuer()).put(certificate.subjectCommonName());
            record.put(certificate.names());
            put(record, certificate.notBefore());
            put(record, certificate.notAfter());
            record.put(certificate.chainLength()).put(certificate.selfSigned()).put(certificate.sha256());
        }
    }

    static @Nullable TlsFacts read(StateRecord record) {
        if (!record.getBoolean()) {
            return null;
        }
        String serverName = record.getText();
        var alpn = record.getTexts();
        int offeredVersion = record.getInt();
        String ja3 = record.getText();
        String ja4 = record.getText();
        int negotiatedVersion = record.getInt();
        int cipher = record.getInt();
        String chosenAlpn = record.getText();
        String ja3s = record.getText();
        boolean resumed = record.getBoolean();
        boolean encryptedClientHello = record.getBoolean();
        CertificateFacts certificate = record.getBoolean() ? readCertificate(record) : null;
        return new TlsFacts(
                serverName,
                alpn,
                offeredVersion,
                ja3,
                ja4,
                negotiatedVersion,
                cipher,
                chosenAlpn,
                ja3s,
                resumed,
                certificate,
                encryptedClientHello);
    }

    private static CertificateFacts readCertificate(StateRecord record) {
        String subject = record.getPresentText();
        String issuer = record.getPresentText();
        String commonName = record.getText();
        var names = record.getTexts();
        Instant notBefore = getInstant(record);
        Instant notAfter = getInstant(record);
        int chainLength = record.getInt();
        boolean selfSigned = record.getBoolean();
        return new CertificateFacts(
                subject,
                issuer,
                commonName,
                names,
                notBefore,
                notAfter,
                chainLength,
                selfSigned,
                record.getPresentText());
    }

    private static void put(StateRecord record, Instant instant) {
        record.put(instant.getEpochSecond()).put(instant.getNano());
    }

    private static Instant getInstant(StateRecord record) {
        long seconds = record.getLong();
        return Instant.ofEpochSecond(seconds, record.getInt());
    }
}
