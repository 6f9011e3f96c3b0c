package dev.sekisho.veil.directory;

import dev.sekisho.veil.hash.FactorDerivation;
import dev.sekisho.veil.hash.FactorDerivation.Use;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.proof.EqualityPurpose;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The secrets of one transcryptor: two long-lived ones, from which all factors are derived, and its share of each purpose key.
 *
 * <p>There is one re-key factor for each pair of service and field. If a service had one factor for all its fields, it could
 * compute the ratio of two purpose keys from its own keys, and with it read fields that were masked for it.
 */
public final class TranscryptorSecrets {
    private static final int SECRET_BYTES = 32;

    private final int position;
    private final byte[] pseudonymSecret;
    private final byte[] encryptionSecret;
    private final Map<String, Scalar> purposeShares;

    /**
     * The secrets.
     *
     * @param position the transcryptor's position in the chain, from 1
     * @param purposeShares y_p of this transcryptor for each purpose, none of them zero
     */
    public TranscryptorSecrets(
            int position, byte[] pseudonymSecret, byte[] encryptionSecret, Map<String, Scalar> purposeShares) {
        this.position = position;
        this.pseudonymSecret = pseudonymSecret.clone();
        this.encryptionSecret = encryptionSecret.clone();
        this.purposeShares = new TreeMap<>(purposeShares);
        purposeShares.forEach((purpose, share) -> {
            if (share.isZero()) {
                throw new IllegalArgumentException("the share of \"" + purpose + "\" must not be zero");
            }
        });
    }

    /** New secrets for some purposes. */
    public static TranscryptorSecrets random(int position, Iterable<String> purposes, RandomBytes random) {
        byte[] pseudonymSecret = new byte[SECRET_BYTES];
        byte[] encryptionSecret = new byte[SECRET_BYTES];
        random.fill(pseudonymSecret);
        random.fill(encryptionSecret);
        Map<String, Scalar> shares = new TreeMap<>();
        purposes.forEach(purpose -> shares.put(purpose, Scalar.random(random)));
        return new TranscryptorSecrets(position, pseudonymSecret, encryptionSecret, shares);
    }

    /** The position in the chain, from 1. */
    public int position() {
        return position;
    }

    /** s: this transcryptor's share of a service's pseudonym factor. */
    public Scalar pseudonymFactor(String service, int domainEpoch) {
        byte[] context = new Octets().name(service).i4(domainEpoch).toBytes();
        return FactorDerivation.derive(pseudonymSecret, Use.PSEUDONYM, context);
    }

    /** k: this transcryptor's share of a service's re-key factor for a purpose. */
    public Scalar rekeyFactor(String service, String purpose, int keyEpoch) {
        if (purpose.equals(Schema.IDENTITY)) {
            byte[] context = new Octets().name(service).i4(keyEpoch).toBytes();
            return FactorDerivation.derive(encryptionSecret, Use.REKEY_IDENTITY, context);
        }
        byte[] context = new Octets().name(service).name(purpose).i4(keyEpoch).toBytes();
        return FactorDerivation.derive(encryptionSecret, Use.REKEY_FIELD, context);
    }

    /** y_p of this transcryptor. */
    public Scalar purposeShare(String purpose) {
        Scalar share = purposeShares.get(purpose);
        if (share == null) {
            throw new IllegalArgumentException("there is no share for the purpose \"" + purpose + "\"");
        }
        return share;
    }

    /** y_p k: what the service gets from this transcryptor for its secret key. */
    public Scalar serviceKeyShare(String service, String purpose, int keyEpoch) {
        return purposeShare(purpose).times(rekeyFactor(service, purpose, keyEpoch));
    }

    /** This transcryptor's step in building a purpose key. */
    public ChainStep purposeStep(String purpose, Element before, ProofMaker maker) {
        return ChainStep.take(EqualityPurpose.PURPOSE_KEY, before, purposeShare(purpose), maker);
    }

    /** This transcryptor's step in building a service's key for a purpose. */
    public ChainStep targetStep(String service, String purpose, int keyEpoch, Element before, ProofMaker maker) {
        Scalar factor = rekeyFactor(service, purpose, keyEpoch);
        return ChainStep.take(EqualityPurpose.TARGET_KEY, before, factor, maker);
    }

    /** This transcryptor's step in building a service's pseudonym key. */
    public PseudonymStep pseudonymStep(String service, int domainEpoch, Element before, ProofMaker maker) {
        Scalar factor = pseudonymFactor(service, domainEpoch);
        ChainStep step = ChainStep.take(EqualityPurpose.PSEUDONYM_KEY, before, factor, maker);
        Proof knowledge =
                maker.prove(Statements.pseudonymShare(service, domainEpoch, position, step.share()), List.of(factor));
        return new PseudonymStep(step, knowledge);
    }

    /** The bytes for keeping the secrets; they are as secret. */
    public byte[] encode() {
        Octets out = new Octets()
                .i1(position)
                .counted(pseudonymSecret)
                .counted(encryptionSecret)
                .i2(purposeShares.size());
        purposeShares.forEach((purpose, share) -> out.name(purpose).secret(share));
        return out.toBytes();
    }

    /** Reads kept secrets; empty if the bytes are something else. */
    public static Optional<TranscryptorSecrets> decode(byte[] bytes) {
        OctetReader in = new OctetReader(bytes);
        int position = in.i1();
        byte[] pseudonymSecret = in.counted();
        byte[] encryptionSecret = in.counted();
        Map<String, Scalar> shares = new TreeMap<>();
        int count = in.count(in.i2(), 2 + Scalar.BYTES);
        for (int i = 0; i < count && !in.failed(); i++) {
            shares.put(in.name(), in.scalar().value());
        }
        if (!in.complete() || shares.values().stream().anyMatch(Scalar::isZero)) {
            return Optional.empty();
        }
        return Optional.of(new TranscryptorSecrets(position, pseudonymSecret, encryptionSecret, shares));
    }

    @Override
    public String toString() {
        return "TranscryptorSecrets (secret) of transcryptor " + position;
    }
}
