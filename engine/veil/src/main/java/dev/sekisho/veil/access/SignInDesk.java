package dev.sekisho.veil.access;

import dev.sekisho.veil.check.ProofCheck;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.record.Checked;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a service lets the owners of pseudonyms in. A nonce is good once and for 60 seconds; a pseudonym that is revoked
 * stays out.
 *
 * <p>Safe for use by several threads.
 */
public final class SignInDesk {
    /** How long a nonce is good. */
    public static final Duration NONCE_LIFE = Duration.ofSeconds(60);

    /** The most nonces that wait at a time; beyond it the oldest is forgotten. */
    public static final int MOST_NONCES = 100_000;

    private final String service;
    private final Element pseudonymKey;
    private final ProofCheck proofs;
    private final RandomBytes random;
    private final Clock clock;
    private final SequencedMap<ByteString, Instant> nonces = new LinkedHashMap<>();
    private final Set<Element> revoked = ConcurrentHashMap.newKeySet();

    /** A desk. */
    public SignInDesk(String service, Element pseudonymKey, RandomBytes random, Clock clock) {
        this.service = service;
        this.pseudonymKey = pseudonymKey;
        this.proofs = new ProofCheck(Set.of(pseudonymKey));
        this.random = random;
        this.clock = clock;
    }

    /** A nonce for one sign-in. */
    public ByteString nonce() {
        byte[] bytes = new byte[SignIn.BINDING_BYTES];
        random.fill(bytes);
        ByteString nonce = ByteString.of(bytes);
        Instant now = clock.instant();
        synchronized (nonces) {
            while (!nonces.isEmpty()) {
                Map.Entry<ByteString, Instant> oldest = nonces.firstEntry();
                if (nonces.size() < MOST_NONCES && oldest.getValue().isAfter(now.minus(NONCE_LIFE))) {
                    break;
                }
                nonces.pollFirstEntry();
            }
            nonces.put(nonce, now);
        }
        return nonce;
    }

    /** Blocks a pseudonym. */
    public void revoke(Element pseudonym) {
        revoked.add(pseudonym);
    }

    /**
     * Checks a sign-in; the nonce is spent whatever comes of it.
     *
     * @param exporter of the connection that it came on
     * @return the pseudonym of who has signed in
     */
    public Checked<Element> check(SignIn signIn, ByteString nonce, ByteString exporter) {
        Instant issued;
        synchronized (nonces) {
            issued = nonces.remove(nonce);
        }
        if (issued == null || issued.isBefore(clock.instant().minus(NONCE_LIFE))) {
            return Checked.rejected(Rejection.REPLAYED);
        }
        if (exporter.length() != SignIn.BINDING_BYTES) {
            return Checked.rejected(Rejection.MALFORMED);
        }
        Element pseudonym = signIn.pseudonym();
        if (pseudonym.isIdentity()) {
            return Checked.rejected(Rejection.IDENTITY_ELEMENT);
        }
        boolean proven = proofs.proves(
                Statements.login(service, pseudonymKey, pseudonym, nonce.toBytes(), exporter.toBytes()),
                signIn.proof());
        if (!proven) {
            return Checked.rejected(Rejection.PROOF);
        }
        return revoked.contains(pseudonym) ? Checked.rejected(Rejection.REVOKED) : Checked.accepted(pseudonym);
    }
}
