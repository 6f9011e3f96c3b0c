package dev.sekisho.veil.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.check.ProofCheck;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.proof.EqualityPurpose;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.Statement;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import dev.sekisho.veil.vectors.VectorFile;
import dev.sekisho.veil.vectors.WorkedExample;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The household's side of the worked example, byte for byte. */
class WorkedRecordTest {
    private static final VectorFile EXAMPLE = WorkedExample.FILE;
    private static final Household TARO = Household.ofSecret(EXAMPLE.scalar("keys", "x"));
    private static final ProofCheck CHECK = new ProofCheck(List.of());

    @Test
    void provesKnowledgeAtEnrolment() {
        VectorFile enrolment = EXAMPLE.at("enrolment");
        assertThat(TARO.identity()).isEqualTo(EXAMPLE.element("keys", "U"));

        Proof proof = TARO.enrol(
                enrolment.bytes("nonce"), ProofMaker.of(WorkedExample.nonces(enrolment.scalar("t")), List.of()));

        assertProof(proof, enrolment, "z");
        assertThat(CHECK.proves(Statements.enrolment(enrolment.bytes("nonce"), TARO.identity()), proof))
                .isTrue();
        assertThat(CHECK.proves(Statements.enrolment(new byte[32], TARO.identity()), proof))
                .isFalse();
    }

    @Test
    void makesTheRecordOfThreeHundredAndFourBytesAndTakesItInOnce() {
        Directory directory = WorkedExample.directory();
        VectorFile record = EXAMPLE.at("record");
        byte[] digest = EXAMPLE.bytes("keys", "dirDigest");
        RecordMaker maker = new RecordMaker(
                directory,
                digest,
                RandomBytes.secure(),
                WorkedExample.nonces(record.scalar("t_b"), record.scalar("t_x")));

        SensorRecord made = maker.make(
                TARO,
                RecordHeader.direct(WorkedExample.SCHEMA, 1, 20780, WorkedExample.SLOT),
                List.of(
                        new FieldValue.Quantity(395),
                        new FieldValue.Quantity(85),
                        new FieldValue.Quantity(23),
                        new FieldValue.Text("Yes")),
                Map.of(),
                new byte[0],
                record.scalar("b"));

        assertThat(HexFormat.of().formatHex(made.encode()))
                .isEqualTo(record.at("bytes").text())
                .hasSize(2 * 304);
        RecordIntake intake = new RecordIntake(directory, digest, new ReplayWindow());
        assertThat(intake.take(made.encode(), 20, 21).ifAccepted()).isPresent();
        assertThat(intake.take(made.encode(), 20, 21)).isEqualTo(Checked.rejected(Rejection.REPLAYED));
    }

    @Test
    void signsInWithThePseudonym() {
        VectorFile login = EXAMPLE.at("login");
        Element key = EXAMPLE.element("keys", "S_j");
        Element pseudonym = TARO.pseudonym(key);
        assertThat(pseudonym).isEqualTo(EXAMPLE.element("service", "P_j"));
        Statement claim =
                Statements.login(WorkedExample.SERVICE, key, pseudonym, login.bytes("nonce"), login.bytes("exporter"));

        Proof proof = ProofMaker.of(WorkedExample.nonces(login.scalar("t")), List.of())
                .prove(claim, List.of(TARO.secret()));

        assertProof(proof, login, "z");
        assertThat(CHECK.proves(claim, proof)).isTrue();
    }

    @Test
    void provesThatTwoPublicLogarithmsAreEqual() {
        for (VectorFile dleq : EXAMPLE.at("dleq").all()) {
            EqualityPurpose purpose = EqualityPurpose.valueOf(
                    dleq.at("purpose").text().toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
            Scalar secret = purpose == EqualityPurpose.MIGRATE
                    ? TARO.secret()
                    : EXAMPLE.scalar("keys", "purposes", "id", "k", 0);
            Statement claim = Statements.equalLogarithms(
                    purpose, dleq.element("A"), dleq.element("B"), dleq.element("C"), dleq.element("D"));

            Proof proof = ProofMaker.of(WorkedExample.nonces(dleq.scalar("t")), List.of())
                    .prove(claim, List.of(secret));

            assertProof(proof, dleq, "z");
            assertThat(CHECK.proves(claim, proof)).isTrue();
        }
    }

    @Test
    void provesKnowledgeOfAPseudonymShare() {
        VectorFile proofOfShare = EXAMPLE.at("directoryProof");
        Statement claim = Statements.pseudonymShare(WorkedExample.SERVICE, 1, 1, proofOfShare.element("S"));

        Proof proof = ProofMaker.of(WorkedExample.nonces(proofOfShare.scalar("t")), List.of())
                .prove(claim, List.of(EXAMPLE.scalar("keys", "s", 0)));

        assertProof(proof, proofOfShare, "z");
    }

    private static void assertProof(Proof proof, VectorFile expected, String response) {
        assertThat(proof)
                .isEqualTo(new Proof(
                        new PublicScalar(expected.scalar("c")), List.of(new PublicScalar(expected.scalar(response)))));
    }
}
