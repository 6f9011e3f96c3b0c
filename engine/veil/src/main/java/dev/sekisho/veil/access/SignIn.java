package dev.sekisho.veil.access;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.record.Household;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import java.util.List;
import java.util.Optional;

/**
 * What a user sends to sign in: the pseudonym and the proof of knowing its secret, 96 bytes.
 *
 * @param pseudonym P_j
 * @param proof that the sender knows x with P_j = x S_j
 */
public record SignIn(Element pseudonym, Proof proof) {
    /** Bytes of an exporter value and of a nonce. */
    public static final int BINDING_BYTES = 32;

    /** The label of the exporter value of a TLS 1.3 connection (RFC 9266). */
    public static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";

    /**
     * Signs in.
     *
     * @param nonce the service's
     * @param exporter of the connection that this is sent on; a proof that is relayed to another fails there
     */
    public static SignIn make(
            Household household,
            String service,
            Element pseudonymKey,
            ByteString nonce,
            ByteString exporter,
            ProofMaker maker) {
        Element pseudonym = household.pseudonym(pseudonymKey);
        Proof proof = maker.prove(
                Statements.login(service, pseudonymKey, pseudonym, nonce.toBytes(), exporter.toBytes()),
                List.of(household.secret()));
        return new SignIn(pseudonym, proof);
    }

    /** The 96 bytes. */
    public byte[] encode() {
        return new Octets().element(pseudonym).raw(proof.encode()).toBytes();
    }

    /** Reads 96 bytes; empty if they are something else. */
    public static Optional<SignIn> decode(byte[] bytes) {
        OctetReader in = new OctetReader(bytes);
        Element pseudonym = in.element();
        PublicScalar challenge = in.scalar();
        Proof proof = new Proof(challenge, List.of(in.scalar()));
        return in.complete() ? Optional.of(new SignIn(pseudonym, proof)) : Optional.empty();
    }
}
