package dev.sekisho.server.certificate;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * A certificate authority of the server's own, made at its first start, so that there is never a moment without TLS. It
 * signs one certificate, for the names under which the server is reached, and signs it anew when it is about to end or
 * the names have changed. People import the authority's certificate into their browsers; it stays the same.
 */
public final class OwnAuthority {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

    /** The longest that browsers accept from a server (CA/Browser Forum, from March 2026). */
    private static final Duration SERVER_LIFE = Duration.ofDays(199);

    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 159;
    private static final int TYPE_DNS = GeneralName.dNSName;
    private static final int TYPE_ADDRESS = GeneralName.iPAddress;

    private final Path directory;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** Takes the directory in which keys and certificates lie. */
    public OwnAuthority(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The server's key and certificate for a host, which are made where there are none that fit.
     *
     * @throws IOException if the files cannot be read or written
     */
    public ServerCertificate certificateFor(String host) throws IOException {
        Files.createDirectories(directory);
        try {
            Path authorityKey = directory.resolve("ca.key");
            Path authorityCertificate = directory.resolve("ca.pem");
            if (Files.notExists(authorityKey) || Files.notExists(authorityCertificate)) {
                makeAuthority(authorityKey, authorityCertificate);
            }
            Path key = directory.resolve("server.key");
            Path chain = directory.resolve("server.pem");
            Set<String> names = names(host);
            X509Certificate authority = readCertificate(authorityCertificate);
            if (Files.notExists(key) || Files.notExists(chain) || !fits(readCertificate(chain), authority, names)) {
                sign(authorityKey, authority, key, chain, names);
            }
            return new ServerCertificate(chain, key, authorityCertificate);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("the certificate could not be made in " + directory, e);
        }
    }

    private void makeAuthority(Path keyFile, Path certificateFile)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair pair = newPair();
        X500Name name = new X500Name("CN=Sekisho authority " + Long.toString(random.nextLong() >>> 1, 36));
        Instant now = clock.instant();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, serial(), date(now.minus(CLOCKS_DIFFER)), date(now.plus(AUTHORITY_LIFE)), name, pair.getPublic());
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()));
        writePem(keyFile, List.of(privatePem(pair.getPrivate())));
        writePem(certificateFile, List.of(builder.build(signer(pair.getPrivate()))));
    }

    private void sign(Path authorityKeyFile, X509Certificate authority, Path keyFile, Path chainFile, Set<String> names)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair pair = newPair();
        Instant now = clock.instant();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(authority.getSubjectX500Principal().getName()),
                serial(),
                date(now.minus(CLOCKS_DIFFER)),
                date(now.plus(SERVER_LIFE)),
                new X500Name("CN=Sekisho server"),
                pair.getPublic());
        addServerExtensions(builder, authority, pair, names);
        X509CertificateHolder signed = builder.build(signer(readKey(authorityKeyFile)));
        writePem(keyFile, List.of(privatePem(pair.getPrivate())));
        writePem(chainFile, List.of(signed, new X509CertificateHolder(authority.getEncoded())));
    }

    private static void addServerExtensions(
            X509v3CertificateBuilder builder, X509Certificate authority, KeyPair pair, Set<String> names)
            throws CertIOException, GeneralSecurityException {
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(authority));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()));
        GeneralName[] general = names.stream()
                .map(name -> new GeneralName(isAddress(name) ? TYPE_ADDRESS : TYPE_DNS, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(general));
    }

    private boolean fits(X509Certificate server, X509Certificate authority, Set<String> names)
            throws CertificateException {
        Instant end = server.getNotAfter().toInstant();
        if (end.minus(RENEWED_BEFORE_END).isBefore(clock.instant())) {
            return false;
        }
        try {
            server.verify(authority.getPublicKey());
        } catch (GeneralSecurityException e) {
            return false;
        }
        Set<String> known = new TreeSet<>();
        Collection<List<?>> alternatives = server.getSubjectAlternativeNames();
        if (alternatives != null) {
            alternatives.forEach(alternative -> known.add((String) alternative.get(1)));
        }
        return known.containsAll(names.stream().map(OwnAuthority::canonical).toList());
    }

    /** As certificates write it: addresses in full. */
    private static String canonical(String name) {
        return name.equals("::1") ? "0:0:0:0:0:0:0:1" : name;
    }

    private static Set<String> names(String host) {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1", host));
        try {
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return new TreeSet<>(names); // a machine that does not know its own name is reached by the others
        }
        return new TreeSet<>(names);
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9]+(\\.[0-9]+){3}");
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        return generator.generateKeyPair();
    }

    private BigInteger serial() {
        return new BigInteger(SERIAL_BITS, random).setBit(0);
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }

    private static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder(SIGNATURE).build(key);
    }

    private static PemObject privatePem(PrivateKey key) {
        return new PemObject("PRIVATE KEY", key.getEncoded());
    }

    private static X509Certificate readCertificate(Path file) throws IOException, CertificateException {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PEMParser parser = new PEMParser(in)) {
            if (parser.readObject() instanceof X509CertificateHolder certificate) {
                return new JcaX509CertificateConverter().getCertificate(certificate);
            }
        }
        throw new IOException("there is no certificate in " + file + "; remove it, and it is made anew");
    }

    private static PrivateKey readKey(Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PEMParser parser = new PEMParser(in)) {
            if (parser.readObject() instanceof PrivateKeyInfo key) {
                return new JcaPEMKeyConverter().getPrivateKey(key);
            }
        }
        throw new IOException("there is no private key in " + file);
    }

    /** Writes beside the file and moves it there: a start that is broken off leaves no half of a file. */
    private static void writePem(Path file, List<?> objects) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text.toString());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
