package dev.sekisho.veil.proof;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.hash.HashLabel;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.ristretto.Element;
import java.util.List;

/** The claims that are proved in Veil, each with the layout of what its challenge depends on. */
public final class Statements {
    private static final Element G = Element.GENERATOR;

    private Statements() {}

    /**
     * Knows x with U = x G. Number: x.
     *
     * @param nonce 32 bytes of the enrolment office
     */
    public static Statement enrolment(byte[] nonce, Element identity) {
        return new Statement(HashLabel.ENROL, new Octets().counted(nonce).element(identity), 1).where(identity, 0, G);
    }

    /** Knows s with S = s G: a transcryptor's share of a service's pseudonym key. Number: s. */
    public static Statement pseudonymShare(String service, int domainEpoch, int transcryptor, Element share) {
        Octets values =
                new Octets().name(service).i4(domainEpoch).i1(transcryptor).element(share);
        return new Statement(HashLabel.DIRECTORY, values, 1).where(share, 0, G);
    }

    /** Knows w with B = w A and D = w C. Number: w. */
    public static Statement equalLogarithms(EqualityPurpose purpose, Element a, Element b, Element c, Element d) {
        Octets values = new Octets()
                .name(purpose.text())
                .element(a)
                .element(b)
                .element(c)
                .element(d);
        return new Statement(HashLabel.DLEQ, values, 1).where(b, 0, a).where(d, 0, c);
    }

    /**
     * Knows b and x with B = b G and C_id = x G + b Y_id: a signature of knowledge over the whole record. Numbers: b, x.
     *
     * @param header the 16 bytes of the header
     * @param directoryDigest SHA-256 of the directory
     * @param extension what follows the proof; may be empty
     */
    public static Statement record(
            byte[] header,
            byte[] directoryDigest,
            Element identityKey,
            Element randomness,
            Element identity,
            List<Element> fields,
            byte[] extension) {
        Octets values = new Octets()
                .raw(header)
                .raw(directoryDigest)
                .element(identityKey)
                .element(randomness)
                .element(identity)
                .i2(fields.size())
                .elements(fields)
                .raw(Digests.sha256(extension));
        return new Statement(HashLabel.RECORD, values, 2)
                .where(randomness, 0, G)
                .where(identity, 1, G, 0, identityKey);
    }

    /**
     * Knows a, s, r with S = s G, S = a K, B' = a B + r G, C' = s C + r Y_out; together these force a = s/k. Numbers: a, s,
     * r.
     */
    public static Statement identityConversion(
            ConversionContext context, ByteString recordDigest, Ciphertext in, Ciphertext out) {
        Octets values = new Octets()
                .raw(recordDigest.toBytes())
                .name(context.service())
                .i4(context.keyEpoch())
                .i1(context.transcryptor())
                .element(context.pseudonymShare())
                .element(context.rekeyShare())
                .element(context.targetKey());
        appendPair(values, in, out);
        return new Statement(HashLabel.TRANSFORM_ID, values, 3)
                .where(context.pseudonymShare(), 1, G)
                .where(context.pseudonymShare(), 0, context.rekeyShare())
                .where(out.randomness(), 0, in.randomness(), 2, G)
                .where(out.payload(), 1, in.payload(), 2, context.targetKey());
    }

    /** Knows a, r with G = a K, B' = a B + r G, C' - C = r Y_out. Numbers: a, r. */
    public static Statement fieldConversion(
            ConversionContext context, ByteString recordDigest, Ciphertext in, Ciphertext out) {
        Octets values = new Octets()
                .raw(recordDigest.toBytes())
                .name(context.service())
                .name(context.purpose())
                .i4(context.keyEpoch())
                .i1(context.transcryptor())
                .element(context.rekeyShare())
                .element(context.targetKey());
        appendPair(values, in, out);
        return new Statement(HashLabel.TRANSFORM_FIELD, values, 2)
                .where(G, 0, context.rekeyShare())
                .where(out.randomness(), 0, in.randomness(), 1, G)
                .where(out.payload().minus(in.payload()), 1, context.targetKey());
    }

    /** Knows r with B' = r G and C' - M = r Y_out: the column holds nothing but the marker M. Number: r. */
    public static Statement masking(Element marker, Ciphertext out, Element targetKey) {
        return equalLogarithms(
                EqualityPurpose.MASK,
                G,
                out.randomness(),
                targetKey,
                out.payload().minus(marker));
    }

    /**
     * Knows x with P_j = x S_j. Number: x.
     *
     * @param nonce the service's 32 bytes for this sign-in
     * @param exporter 32 bytes of the TLS connection (RFC 9266)
     */
    public static Statement login(
            String service, Element pseudonymKey, Element pseudonym, byte[] nonce, byte[] exporter) {
        Octets values = new Octets()
                .name(service)
                .element(pseudonymKey)
                .element(pseudonym)
                .raw(nonce)
                .raw(exporter);
        return new Statement(HashLabel.LOGIN, values, 1).where(pseudonym, 0, pseudonymKey);
    }

    private static void appendPair(Octets values, Ciphertext in, Ciphertext out) {
        values.element(in.randomness())
                .element(in.payload())
                .element(out.randomness())
                .element(out.payload());
    }
}
