package dev.sekisho.veil.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import dev.sekisho.veil.vectors.WorkedExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordRejectionTest {
    private static final Directory DIRECTORY = WorkedExample.directory();
    private static final RandomBytes RANDOM = new Random(6)::nextBytes;
    private static final RecordMaker MAKER = new RecordMaker(DIRECTORY, RANDOM);
    private static final Household TARO = Household.random(RANDOM);
    private static final Household HANAKO = Household.random(RANDOM);
    private static final List<FieldValue> VALUES = List.of(
            new FieldValue.Quantity(395),
            new FieldValue.Quantity(85),
            new FieldValue.Quantity(23),
            new FieldValue.Text("Yes"));

    private final RecordIntake intake = new RecordIntake(DIRECTORY, new ReplayWindow());

    private static RecordHeader header() {
        return RecordHeader.direct(WorkedExample.SCHEMA, 1, DIRECTORY.keyEpoch(), 21);
    }

    private static SensorRecord record(Household household) {
        return MAKER.make(household, header(), VALUES);
    }

    private void assertRejected(SensorRecord record, Rejection reason) {
        assertThat(intake.take(record.encode(), 20, 21)).isEqualTo(Checked.rejected(reason));
    }

    private static SensorRecord with(SensorRecord record, Element b, Element id, List<Element> fields) {
        return new SensorRecord(record.header(), b, id, fields, record.proof(), record.extension());
    }

    @Test
    void acceptsAnHonestRecord() {
        assertThat(intake.take(record(TARO).encode(), 20, 21).ifRejected()).isEmpty();
    }

    @Test
    void rejectsIdentityElementsInAnyPlace() {
        SensorRecord record = record(TARO);
        assertRejected(with(record, Element.IDENTITY, record.identity(), record.fields()), Rejection.IDENTITY_ELEMENT);
        assertRejected(
                with(record, record.randomness(), Element.IDENTITY, record.fields()), Rejection.IDENTITY_ELEMENT);
        for (int i = 0; i < 4; i++) {
            List<Element> fields = new ArrayList<>(record.fields());
            fields.set(i, Element.IDENTITY);
            assertRejected(with(record, record.randomness(), record.identity(), fields), Rejection.IDENTITY_ELEMENT);
        }
    }

    @Test
    void rejectsElementsAndScalarsThatAreNotCanonical() {
        byte[] bytes = record(TARO).encode();
        for (int element = 0; element < 6; element++) {
            byte[] changed = bytes.clone();
            Arrays.fill(changed, 16 + 32 * element, 48 + 32 * element, (byte) 0xff);
            assertThat(intake.take(changed, 20, 21)).isEqualTo(Checked.rejected(Rejection.NOT_CANONICAL));
        }
        byte[] order = HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        for (int scalar = 0; scalar < 3; scalar++) {
            byte[] changed = bytes.clone();
            System.arraycopy(order, 0, changed, 208 + 32 * scalar, 32);
            assertThat(intake.take(changed, 20, 21)).isEqualTo(Checked.rejected(Rejection.NOT_CANONICAL));
        }
    }

    @Test
    void rejectsFieldsThatAreSwappedOrTakenFromOtherRecords() {
        SensorRecord record = record(TARO);
        List<Element> swapped = new ArrayList<>(record.fields());
        Collections.swap(swapped, 0, 1);
        assertRejected(with(record, record.randomness(), record.identity(), swapped), Rejection.PROOF);
        for (Household other : List.of(TARO, HANAKO)) {
            List<Element> mixed = new ArrayList<>(record.fields());
            mixed.set(0, record(other).fields().getFirst());
            assertRejected(with(record, record.randomness(), record.identity(), mixed), Rejection.PROOF);
        }
        SensorRecord hers = record(HANAKO);
        assertRejected(with(record, record.randomness(), hers.identity(), record.fields()), Rejection.PROOF);
        assertRejected(with(record, hers.randomness(), hers.identity(), record.fields()), Rejection.PROOF);
        assertRejected(with(record, hers.randomness(), record.identity(), hers.fields()), Rejection.PROOF);
    }

    @Test
    void rejectsARecordWithAFieldTooFewOrTooMany() {
        SensorRecord record = record(TARO);
        List<Element> fewer = record.fields().subList(0, 3);
        List<Element> more = new ArrayList<>(record.fields());
        more.add(record.fields().getFirst());
        assertRejected(with(record, record.randomness(), record.identity(), fewer), Rejection.MALFORMED);
        assertRejected(with(record, record.randomness(), record.identity(), more), Rejection.MALFORMED);
    }

    @Test
    void rejectsEveryChangedBitOfTheHeader() {
        byte[] bytes = record(TARO).encode();
        for (int bit = 0; bit < 128; bit++) {
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(intake.take(bytes, Integer.MIN_VALUE, Integer.MAX_VALUE).ifAccepted())
                    .as("bit %d", bit)
                    .isEmpty();
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        assertThat(intake.take(bytes, 20, 21).ifAccepted()).isPresent();
    }

    @Test
    void rejectsARecordMadeForAnotherDirectory() {
        SensorRecord record = record(TARO);
        RecordIntake other = new RecordIntake(WorkedExample.directory(), new ReplayWindow());
        assertThat(other.take(record.encode(), 20, 21)).isEqualTo(Checked.rejected(Rejection.PROOF));
    }

    @Test
    void rejectsProofsThatProveSomethingElse() {
        SensorRecord record = record(TARO);
        PublicScalar one = new PublicScalar(Scalar.ONE);
        PublicScalar zero = new PublicScalar(Scalar.ZERO);
        Proof proof = record.proof();
        List<Proof> wrong = List.of(
                new Proof(zero, List.of(zero, zero)),
                new Proof(zero, proof.responses()),
                new Proof(proof.challenge(), List.of(one, proof.responses().get(1))),
                new Proof(
                        proof.challenge(),
                        List.of(proof.responses().get(1), proof.responses().get(0))),
                // another label over the same values
                ProofMaker.of(RANDOM)
                        .prove(Statements.enrolment(header().encode(), TARO.identity()), List.of(TARO.secret())));
        for (Proof each : wrong.subList(0, 4)) {
            assertRejected(
                    new SensorRecord(
                            record.header(),
                            record.randomness(),
                            record.identity(),
                            record.fields(),
                            each,
                            ByteString.EMPTY),
                    Rejection.PROOF);
        }
        Proof borrowed = new Proof(
                wrong.getLast().challenge(),
                List.of(one, wrong.getLast().responses().getFirst()));
        assertRejected(
                new SensorRecord(
                        record.header(),
                        record.randomness(),
                        record.identity(),
                        record.fields(),
                        borrowed,
                        ByteString.EMPTY),
                Rejection.PROOF);
    }

    @Test
    void rejectsAnIdentityThatIsAMultipleOfAnothers() {
        // who knows U = x G but not x can multiply it, and cannot prove
        Scalar b = Scalar.random(RANDOM);
        Element multiple = TARO.identity().times(Scalar.of(7));
        Element randomness = Element.GENERATOR.times(b);
        Element identity = multiple.plus(DIRECTORY.purposeKey("id").times(b));
        List<Element> fields = record(HANAKO).fields();
        Proof proof = ProofMaker.of(RANDOM)
                .prove(
                        Statements.record(
                                header().encode(),
                                DIRECTORY.digest(),
                                DIRECTORY.purposeKey("id"),
                                randomness,
                                identity,
                                fields,
                                new byte[0]),
                        List.of(b, HANAKO.secret()));
        assertRejected(
                new SensorRecord(header(), randomness, identity, fields, proof, ByteString.EMPTY), Rejection.PROOF);
    }

    @Test
    void acceptsARecordOnceEvenWhenOthersAreRejectedInBetween() {
        SensorRecord record = record(TARO);
        byte[] bytes = record.encode();
        byte[] damaged = bytes.clone();
        damaged[300] ^= 1;
        assertThat(intake.take(damaged, 20, 21)).isEqualTo(Checked.rejected(Rejection.PROOF));
        assertThat(intake.take(bytes, 20, 21)).isEqualTo(Checked.accepted(record));
        assertThat(intake.take(bytes, 20, 21)).isEqualTo(Checked.rejected(Rejection.REPLAYED));
        assertThat(intake.take(damaged, 20, 21)).isEqualTo(Checked.rejected(Rejection.REPLAYED));
    }

    @Test
    void rejectsSlotsThatAreClosedOrNotOpenYetAndOtherEpochs() {
        byte[] bytes = record(TARO).encode();
        assertThat(intake.take(bytes, 22, 23)).isEqualTo(Checked.rejected(Rejection.SLOT_CLOSED));
        assertThat(intake.take(bytes, 19, 20)).isEqualTo(Checked.rejected(Rejection.SLOT_CLOSED));
        for (int epoch : new int[] {20779, 20781, -1}) {
            byte[] other = MAKER.make(TARO, RecordHeader.direct(1, 1, epoch, 21), VALUES)
                    .encode();
            assertThat(intake.take(other, 20, 21)).isEqualTo(Checked.rejected(Rejection.WRONG_EPOCH));
        }
        byte[] unknownClass =
                MAKER.make(TARO, RecordHeader.direct(1, 77, 20780, 21), VALUES).encode();
        assertThat(intake.take(unknownClass, 20, 21)).isEqualTo(Checked.rejected(Rejection.UNKNOWN_CLASS));
        byte[] unknownSchema = bytes.clone();
        unknownSchema[3] = 9;
        assertThat(intake.take(unknownSchema, 20, 21)).isEqualTo(Checked.rejected(Rejection.UNKNOWN_SCHEMA));
    }

    @Test
    void rejectsAModeWithoutItsExtensionAndAnExtensionWithoutItsMode() {
        byte[] bytes = record(TARO).encode();
        for (int mode = 1; mode <= 3; mode++) {
            byte[] changed = bytes.clone();
            changed[1] = (byte) mode;
            assertThat(intake.take(changed, 20, 21)).isEqualTo(Checked.rejected(Rejection.MALFORMED));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 64);
        assertThat(intake.take(longer, 20, 21)).isEqualTo(Checked.rejected(Rejection.MALFORMED));
        assertThatThrownBy(() -> new SensorRecord(
                        header(),
                        Element.GENERATOR,
                        Element.GENERATOR,
                        List.of(),
                        record(TARO).proof(),
                        ByteString.of(new byte[64])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the modes of the header need an extension of 0 bytes, but there are 64");
    }

    @Test
    void bindsTheExtensionToTheProof() {
        RecordHeader strict = new RecordHeader(false, true, 1, 1, 20780, 21);
        byte[] handle = new byte[64];
        SensorRecord record = MAKER.make(TARO, strict, VALUES, Map.of(), handle);
        byte[] bytes = record.encode();
        bytes[bytes.length - 1] ^= 1;
        assertThat(intake.take(bytes, 20, 21)).isEqualTo(Checked.rejected(Rejection.PROOF));
        bytes[bytes.length - 1] ^= 1;
        assertThat(intake.take(bytes, 20, 21).ifAccepted()).isPresent();
    }

    @Test
    void takesOnlyValuesThatFitTheirFields() {
        assertThatThrownBy(() -> new FieldValue.Quantity(1 << 24))
                .hasMessage("a number must be between 0 and 16777215, but is 16777216");
        assertThatThrownBy(() -> new FieldValue.Quantity(-1))
                .hasMessage("a number must be between 0 and 16777215, but is -1");
        assertThatThrownBy(() -> new FieldValue.Text("***"))
                .hasMessage("\"***\" stands for a masked field and cannot be a reading");
        assertThatThrownBy(() -> new FieldValue.Text("sixteen letters!"))
                .hasMessage("a text has at most 15 bytes of UTF-8, but this one has 16");
        assertThatThrownBy(() -> MAKER.make(TARO, header(), VALUES.subList(0, 3)))
                .hasMessage("schema 1 has 4 fields, but there are 3 values");
        List<FieldValue> wrongForm = new ArrayList<>(VALUES);
        wrongForm.set(3, new FieldValue.Quantity(1));
        assertThatThrownBy(() -> MAKER.make(TARO, header(), wrongForm))
                .hasMessage("field \"presence\" takes a value of form TEXT");
        wrongForm.set(3, new FieldValue.Masked());
        assertThatThrownBy(() -> MAKER.make(TARO, header(), wrongForm))
                .hasMessage("field \"presence\" takes a value of form TEXT");
    }

    @Test
    void aTextWithWrongPaddingIsNotAText() {
        byte[] wrong = new byte[16];
        wrong[15] = 5;
        assertThat(FieldValue.Text.decode(dev.sekisho.veil.ristretto.Lizard.encode(wrong)))
                .isEmpty();
        Arrays.fill(wrong, (byte) 17);
        assertThat(FieldValue.Text.decode(dev.sekisho.veil.ristretto.Lizard.encode(wrong)))
                .isEmpty();
        assertThat(FieldValue.Text.decode(new FieldValue.Text("在宅").element())).contains(new FieldValue.Text("在宅"));
        assertThat(FieldValue.Text.decode(new FieldValue.Text("").element())).contains(new FieldValue.Text(""));
    }

    @Test
    void noncesDifferEvenWhenTheRandomSourceGivesNothingButZeros() {
        // nothing in Scalar.random works with zeros; the nonces must
        ProofMaker broken = ProofMaker.of(bytes -> {});
        Proof one = broken.prove(Statements.enrolment(new byte[32], TARO.identity()), List.of(TARO.secret()));
        Proof two = broken.prove(Statements.enrolment(new byte[31], TARO.identity()), List.of(TARO.secret()));
        Scalar difference = one.challenge().value().minus(two.challenge().value());
        Scalar extracted = one.responses()
                .getFirst()
                .value()
                .minus(two.responses().getFirst().value())
                .times(difference.inverted());
        assertThat(extracted).isNotEqualTo(TARO.secret());
    }

    @Test
    void tellsNoSecretInItsTexts() {
        String secret = HexFormat.of().formatHex(TARO.secret().encode());
        assertThat(TARO.toString() + TARO.secret() + WorkedExample.transcryptor(1))
                .doesNotContain(secret);
    }

    @FuzzTest(maxDuration = "10m")
    void takesAnyBytesWithoutThrowing(byte[] bytes) {
        intake.take(bytes, 0, Integer.MAX_VALUE);
        // behind a good header the bytes reach the elements and the proof
        byte[] headed = Arrays.copyOf(header().encode(), SensorRecord.length(header(), 4));
        System.arraycopy(bytes, 0, headed, 16, Math.min(bytes.length, headed.length - 16));
        assertThat(intake.take(headed, 0, Integer.MAX_VALUE).ifAccepted()).isEmpty();
    }
}
