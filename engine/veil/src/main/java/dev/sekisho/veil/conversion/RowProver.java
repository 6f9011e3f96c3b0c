package dev.sekisho.veil.conversion;

import dev.sekisho.veil.check.BatchStatement;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.ProofNonces;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;

/** Proves what a conversion did. Safe for use by several threads. */
public final class RowProver {
    private final ServiceConversion conversion;
    private final ProofMaker maker;

    /** A prover for a conversion. */
    public RowProver(ServiceConversion conversion, ProofNonces nonces) {
        this.conversion = conversion;
        this.maker = ProofMaker.of(nonces, conversion.tables());
    }

    /** Proves one row, column by column. */
    public RowProof prove(ConvertedRow converted) {
        Row row = converted.row();
        Proof identity = maker.prove(
                Statements.identityConversion(
                        conversion.identityContext(),
                        row.recordDigest(),
                        converted.input().identity(),
                        row.identity()),
                identityNumbers(converted.randomness().getFirst()));
        List<Proof> columns = new ArrayList<>();
        for (int i = 0; i < row.columns().size(); i++) {
            Ciphertext in = converted.input().columns().get(i);
            Ciphertext out = row.columns().get(i);
            Scalar r = converted.randomness().get(i + 1);
            columns.add(
                    in == null
                            ? maker.prove(
                                    Statements.masking(
                                            FieldValue.MARKER,
                                            out,
                                            conversion.columnContext(i).targetKey()),
                                    List.of(r))
                            : maker.prove(
                                    Statements.fieldConversion(
                                            conversion.columnContext(i), row.recordDigest(), in, out),
                                    List.of(conversion.columnFactor(i), r)));
        }
        return new RowProof(identity, columns);
    }

    /** Proves the identities of many rows together. */
    public Proof proveIdentities(List<ConvertedRow> rows) {
        BatchStatement batch = BatchStatement.ofIdentities(
                conversion.identityContext(),
                rows.stream().map(row -> row.input().identity()).toList(),
                rows.stream().map(row -> row.row().identity()).toList());
        Scalar sum = batch.weightedSum(
                rows.stream().map(row -> row.randomness().getFirst()).toList());
        return maker.prove(batch.statement(), identityNumbers(sum));
    }

    /** Proves one column of many rows, none of them masked there, together. */
    public Proof proveColumn(List<ConvertedRow> rows, int column) {
        List<Ciphertext> in = new ArrayList<>();
        for (ConvertedRow row : rows) {
            Ciphertext input = row.input().columns().get(column);
            if (input == null) {
                throw new IllegalArgumentException("a masked column has a proof of its own kind, row by row");
            }
            in.add(input);
        }
        BatchStatement batch = BatchStatement.ofField(
                conversion.columnContext(column),
                in,
                rows.stream().map(row -> row.row().columns().get(column)).toList());
        Scalar sum = batch.weightedSum(
                rows.stream().map(row -> row.randomness().get(column + 1)).toList());
        return maker.prove(batch.statement(), List.of(conversion.columnFactor(column), sum));
    }

    private List<Scalar> identityNumbers(Scalar r) {
        List<Scalar> numbers = new ArrayList<>(conversion.identityFactors());
        numbers.add(r);
        return numbers;
    }
}
