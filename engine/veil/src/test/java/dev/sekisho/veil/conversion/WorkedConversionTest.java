package dev.sekisho.veil.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.check.BatchStatement;
import dev.sekisho.veil.check.DirectoryCheck;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.DirectoryCodec;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.record.NumberTable;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.Scalar;
import dev.sekisho.veil.vectors.VectorFile;
import dev.sekisho.veil.vectors.WorkedExample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The way of the worked example's record through two transcryptors to the service, byte for byte. */
class WorkedConversionTest {
    private static final VectorFile EXAMPLE = WorkedExample.FILE;
    private static final Directory DIRECTORY = WorkedExample.directory();
    private static final List<String> COLUMNS = List.of("power", "gas", "water");

    @Test
    void derivesTheKeysOfTheExample() {
        for (int i = 1; i <= 2; i++) {
            TranscryptorSecrets secrets = WorkedExample.transcryptor(i);
            assertThat(secrets.pseudonymFactor(WorkedExample.SERVICE, 1)).isEqualTo(EXAMPLE.scalar("keys", "s", i - 1));
            for (String purpose : EXAMPLE.at("keys", "purposes").names()) {
                VectorFile keys = EXAMPLE.at("keys", "purposes", purpose);
                assertThat(secrets.rekeyFactor(WorkedExample.SERVICE, purpose, 20780))
                        .isEqualTo(keys.scalar("k", i - 1));
                assertThat(secrets.serviceKeyShare(WorkedExample.SERVICE, purpose, 20780))
                        .isEqualTo(keys.scalar("serviceKeyShares", i));
                assertThat(DIRECTORY.purposeKey(purpose)).isEqualTo(keys.element("Y"));
                assertThat(DIRECTORY.service(WorkedExample.SERVICE).key(purpose))
                        .isEqualTo(keys.element("Y_j"));
            }
        }
        assertThat(DIRECTORY.service(WorkedExample.SERVICE).pseudonymKey()).isEqualTo(EXAMPLE.element("keys", "S_j"));
        assertThat(DirectoryCheck.fault(DIRECTORY)).isEmpty();
        assertThat(DirectoryCodec.decode(DIRECTORY.encode()))
                .hasValueSatisfying(read -> assertThat(read.digest()).isEqualTo(DIRECTORY.digest()));
    }

    @Test
    void convertsAtBothTranscryptorsWithProofsAndDecryptsAtTheService() {
        VectorFile record = EXAMPLE.at("record");
        ByteString digest = ByteString.of(Digests.sha256(record.bytes("bytes")));
        List<@Nullable Ciphertext> columns = new ArrayList<>();
        COLUMNS.forEach(column -> columns.add(new Ciphertext(record.element("B"), record.element("C", column))));
        columns.add(null);
        InputRow input = new InputRow(digest, new Ciphertext(record.element("B"), record.element("C_id")), columns);

        for (int i = 1; i <= 2; i++) {
            VectorFile expected = EXAMPLE.at("transform", i - 1);
            ServiceConversion conversion = new ServiceConversion(
                    WorkedExample.transcryptor(i), DIRECTORY, WorkedExample.SERVICE, WorkedExample.SCHEMA);
            List<Scalar> halves = new ArrayList<>();
            halves.add(expected.scalar("id", "r").halved());
            COLUMNS.forEach(column -> halves.add(expected.scalar(column, "r").halved()));
            halves.add(Scalar.of(4711));
            Iterator<Scalar> draws = halves.iterator();

            ConvertedRow converted =
                    conversion.convert(List.of(input), draws::next).getFirst();

            assertCiphertext(converted.row().identity(), expected.at("id"));
            for (int c = 0; c < COLUMNS.size(); c++) {
                assertCiphertext(converted.row().columns().get(c), expected.at(COLUMNS.get(c)));
            }
            assertProofs(conversion, converted, expected);
            RowProof proof =
                    new RowProver(conversion, dev.sekisho.veil.proof.ProofNonces.hedged(bytes -> {})).prove(converted);
            assertThat(new RowCheck(DIRECTORY, WorkedExample.SERVICE, WorkedExample.SCHEMA, i)
                            .holds(input, converted.row(), proof))
                    .isTrue();
            input = InputRow.of(converted.row());
        }
        Reading reading =
                reader().read(new Row(digest, input.identity(), present(input))).orElseThrow();

        assertThat(reading.pseudonym()).isEqualTo(EXAMPLE.element("service", "P_j"));
        assertThat(reading.values().toString()).isEqualTo("{power=395, gas=85, water=23, presence=***}");
    }

    private static List<Ciphertext> present(InputRow input) {
        return input.columns().stream().map(java.util.Objects::requireNonNull).toList();
    }

    private static void assertCiphertext(Ciphertext made, VectorFile expected) {
        assertThat(made.randomness()).isEqualTo(expected.element("B"));
        assertThat(made.payload()).isEqualTo(expected.element("C"));
        assertThat(made.randomness().encode()).isEqualTo(expected.bytes("B"));
        assertThat(made.payload().encode()).isEqualTo(expected.bytes("C"));
    }

    private static void assertProofs(ServiceConversion conversion, ConvertedRow converted, VectorFile expected) {
        VectorFile id = expected.at("id", "proof");
        RowProver prover =
                new RowProver(conversion, WorkedExample.nonces(id.scalar("t_a"), id.scalar("t_s"), id.scalar("t_r")));
        Proof identity = prover.prove(converted).identity();
        assertThat(identity)
                .isEqualTo(new Proof(
                        new PublicScalar(id.scalar("c")),
                        List.of(
                                new PublicScalar(id.scalar("z_a")),
                                new PublicScalar(id.scalar("z_s")),
                                new PublicScalar(id.scalar("z_r")))));
        for (int c = 0; c < COLUMNS.size(); c++) {
            VectorFile field = expected.at(COLUMNS.get(c), "proof");
            Proof proof = new RowProver(
                            conversion, WorkedExample.nonces(field.scalar("t_a"), field.scalar("t_r"), Scalar.ONE))
                    .prove(converted)
                    .columns()
                    .get(c);
            assertThat(proof)
                    .isEqualTo(new Proof(
                            new PublicScalar(field.scalar("c")),
                            List.of(new PublicScalar(field.scalar("z_a")), new PublicScalar(field.scalar("z_r")))));
        }
    }

    private static RowReader reader() {
        Map<String, ServiceSecretKey> keys = new HashMap<>();
        for (String purpose : EXAMPLE.at("keys", "purposes").names()) {
            List<Scalar> shares = EXAMPLE.at("keys", "purposes", purpose, "serviceKeyShares").all().stream()
                    .map(VectorFile::scalar)
                    .toList();
            ServiceSecretKey key = ServiceSecretKey.assemble(DIRECTORY, WorkedExample.SERVICE, purpose, shares);
            assertThat(key.secret()).isEqualTo(EXAMPLE.scalar("keys", "purposes", purpose, "serviceKey"));
            keys.put(purpose, key);
        }
        return new RowReader(DIRECTORY, WorkedExample.SERVICE, WorkedExample.SCHEMA, keys, new NumberTable(10));
    }

    @Test
    void masksAColumnWithAProof() {
        VectorFile masked = EXAMPLE.at("maskedColumn");
        assertThat(FieldValue.MARKER).isEqualTo(masked.element("marker"));
        VectorFile proof = masked.at("proof");
        Ciphertext out = new Ciphertext(masked.element("B"), masked.element("C"));
        Scalar r = masked.scalar("r");
        assertThat(Ciphertext.encrypt(FieldValue.MARKER, proof.element("C"), r)).isEqualTo(out);

        Proof made = ProofMaker.of(WorkedExample.nonces(proof.scalar("t")), List.of())
                .prove(Statements.masking(FieldValue.MARKER, out, proof.element("C")), List.of(r));

        assertThat(made)
                .isEqualTo(
                        new Proof(new PublicScalar(proof.scalar("c")), List.of(new PublicScalar(proof.scalar("z")))));
    }

    @Test
    void provesBatchesOfIdentitiesAndOfAField() {
        ServiceConversion conversion = new ServiceConversion(
                WorkedExample.transcryptor(1), DIRECTORY, WorkedExample.SERVICE, WorkedExample.SCHEMA);
        VectorFile ids = EXAMPLE.at("batchId");
        BatchStatement batch = BatchStatement.ofIdentities(
                conversion.identityContext(), ciphertexts(ids.at("in")), ciphertexts(ids.at("out")));
        assertThat(HexFormat.of().formatHex(batch.seed()))
                .isEqualTo(ids.at("seed").text());
        assertWeights(batch, ids);
        List<Scalar> numbers = new ArrayList<>(conversion.identityFactors());
        numbers.add(batch.weightedSum(scalars(ids.at("r"))));
        Proof proof = ProofMaker.of(
                        WorkedExample.nonces(ids.scalar("t_a"), ids.scalar("t_s"), ids.scalar("t_r")), List.of())
                .prove(batch.statement(), numbers);
        assertThat(proof.challenge().value()).isEqualTo(ids.scalar("c"));
        assertThat(proof.responses().get(0).value()).isEqualTo(ids.scalar("z_a"));
        assertThat(proof.responses().get(1).value()).isEqualTo(ids.scalar("z_s"));
        assertThat(proof.responses().get(2).value()).isEqualTo(ids.scalar("z_r"));

        VectorFile field = EXAMPLE.at("batchField");
        BatchStatement fieldBatch = BatchStatement.ofField(
                conversion.columnContext(0), ciphertexts(field.at("in")), ciphertexts(field.at("out")));
        assertThat(HexFormat.of().formatHex(fieldBatch.seed()))
                .isEqualTo(field.at("seed").text());
        assertWeights(fieldBatch, field);
        Proof fieldProof = ProofMaker.of(WorkedExample.nonces(field.scalar("t_a"), field.scalar("t_r")), List.of())
                .prove(
                        fieldBatch.statement(),
                        List.of(conversion.columnFactor(0), fieldBatch.weightedSum(scalars(field.at("r")))));
        assertThat(fieldProof.challenge().value()).isEqualTo(field.scalar("c"));
        assertThat(fieldProof.responses().get(0).value()).isEqualTo(field.scalar("z_a"));
        assertThat(fieldProof.responses().get(1).value()).isEqualTo(field.scalar("z_r"));
    }

    private static void assertWeights(BatchStatement batch, VectorFile expected) {
        List<String> weights = batch.weights().stream()
                .map(weight -> weight.toString().substring(0, 32))
                .toList();
        assertThat(weights)
                .isEqualTo(expected.at("weights").all().stream()
                        .map(VectorFile::text)
                        .toList());
    }

    private static List<Ciphertext> ciphertexts(VectorFile list) {
        return list.all().stream()
                .map(each -> Ciphertext.decode(each.bytes(), 0).orElseThrow())
                .toList();
    }

    private static List<Scalar> scalars(VectorFile list) {
        return list.all().stream().map(VectorFile::scalar).toList();
    }
}
