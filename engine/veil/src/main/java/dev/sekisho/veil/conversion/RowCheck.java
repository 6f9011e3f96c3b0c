package dev.sekisho.veil.conversion;

import dev.sekisho.veil.check.BatchStatement;
import dev.sekisho.veil.check.ProofCheck;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.ServiceListing;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.proof.ConversionContext;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.ristretto.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the rows of one transcryptor for one service against their inputs: that the factors are those of the directory, and
 * that what the policy masks was masked. For the next transcryptor and the auditor. Safe for use by several threads.
 */
public final class RowCheck {
    private final ConversionContext identityContext;
    private final List<ConversionContext> contexts = new ArrayList<>();
    private final ProofCheck proofs;

    /** A check of a transcryptor's rows. */
    public RowCheck(Directory directory, String service, int schema, int transcryptor) {
        ServiceListing listing = directory.service(service);
        this.identityContext = ServiceConversion.context(listing, directory, transcryptor, Schema.IDENTITY);
        List<Element> keys = new ArrayList<>(
                List.of(identityContext.pseudonymShare(), identityContext.rekeyShare(), identityContext.targetKey()));
        for (String column : directory.columns(service, schema)) {
            ConversionContext context = ServiceConversion.context(listing, directory, transcryptor, column);
            contexts.add(context);
            keys.add(context.rekeyShare());
            keys.add(context.targetKey());
        }
        this.proofs = new ProofCheck(keys);
    }

    /** Whether a row is the conversion of an input. */
    public boolean holds(InputRow input, Row row, RowProof proof) {
        if (row.columns().size() != contexts.size()
                || proof.columns().size() != contexts.size()
                || input.columns().size() != contexts.size()
                || hasIdentityElement(row)
                || !proofs.proves(
                        Statements.identityConversion(
                                identityContext, input.recordDigest(), input.identity(), row.identity()),
                        proof.identity())) {
            return false;
        }
        for (int i = 0; i < contexts.size(); i++) {
            Ciphertext in = input.columns().get(i);
            Ciphertext out = row.columns().get(i);
            ConversionContext context = contexts.get(i);
            boolean holds = proofs.proves(
                    in == null
                            ? Statements.masking(FieldValue.MARKER, out, context.targetKey())
                            : Statements.fieldConversion(context, input.recordDigest(), in, out),
                    proof.columns().get(i));
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasIdentityElement(Row row) {
        return row.identity().randomness().isIdentity()
                || row.identity().payload().isIdentity()
                || row.columns().stream().anyMatch(column -> column.randomness().isIdentity());
    }

    /** Whether identities are the conversions of others, all together. */
    public boolean identitiesHold(List<Ciphertext> in, List<Ciphertext> out, Proof proof) {
        return in.size() == out.size()
                && proofs.proves(
                        BatchStatement.ofIdentities(identityContext, in, out).statement(), proof);
    }

    /** Whether a column's ciphertexts are the conversions of others, all together. */
    public boolean columnHolds(int column, List<Ciphertext> in, List<Ciphertext> out, Proof proof) {
        return in.size() == out.size()
                && proofs.proves(
                        BatchStatement.ofField(contexts.get(column), in, out).statement(), proof);
    }
}
