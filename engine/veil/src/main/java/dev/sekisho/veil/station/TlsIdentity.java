package dev.sekisho.veil.station;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key and a certificate for TLS, and the one authority that it trusts. For trying things out on one machine; an
 * installation brings certificates of its own.
 */
public final class TlsIdentity {
    private static final String OWN = "own";
    private static final String AUTHORITY = "authority";
    private static final Duration LIFE = Duration.ofDays(7);

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final X509Certificate authority;

    private TlsIdentity(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
        this.key = key;
        this.certificate = certificate;
        this.authority = authority;
    }

    /** A new authority. */
    public static TlsIdentity authority(Instant now) throws GeneralSecurityException {
        KeyPair pair = pair();
        X500Name name = new X500Name("CN=Sekisho veil on this machine");
        X509Certificate certificate = sign(pair, name, pair.getPrivate(), name, true, now);
        return new TlsIdentity(pair.getPrivate(), certificate, certificate);
    }

    /** A certificate for a party on this machine. */
    public TlsIdentity issue(String party, Instant now) throws GeneralSecurityException {
        KeyPair pair = pair();
        X500Name issuer = new X500Name(certificate.getSubjectX500Principal().getName());
        X509Certificate issued = sign(pair, new X500Name("CN=" + party), key, issuer, false, now);
        return new TlsIdentity(pair.getPrivate(), issued, certificate);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(
            KeyPair pair, X500Name subject, PrivateKey issuerKey, X500Name issuer, boolean ofAuthority, Instant now)
            throws GeneralSecurityException {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(Duration.ofMinutes(5))),
                Date.from(now.plus(LIFE)),
                subject,
                pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ofAuthority));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException("the certificate could not be made", e);
        }
    }

    /** Keeps the identity in a file that only its owner can read. */
    public void save(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = store(password);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }

    /** Reads a kept identity. */
    public static TlsIdentity load(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        if (store.getKey(OWN, password) instanceof PrivateKey key
                && store.getCertificate(OWN) instanceof X509Certificate certificate
                && store.getCertificate(AUTHORITY) instanceof X509Certificate authority) {
            return new TlsIdentity(key, certificate, authority);
        }
        throw new GeneralSecurityException(file + " holds no key and certificates of a station");
    }

    private KeyStore store(char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry(OWN, key, password, new Certificate[] {certificate});
        store.setCertificateEntry(AUTHORITY, authority);
        return store;
    }

    /** TLS 1.3 with this identity, trusting the authority alone. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        char[] password = "in memory only".toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store(password), password);
        return context(keys, authority);
    }

    /** TLS 1.3 without an identity, trusting the authority alone: for a user who says nothing of himself. */
    public SSLContext anonymousContext() throws IOException, GeneralSecurityException {
        return context(null, authority);
    }

    private static SSLContext context(
            @org.jspecify.annotations.Nullable KeyManagerFactory keys, X509Certificate authority)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(AUTHORITY, authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
