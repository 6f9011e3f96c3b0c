package dev.sekisho.veil.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.DirectoryCodec;
import dev.sekisho.veil.directory.EnrolmentSecrets;
import dev.sekisho.veil.directory.FieldForm;
import dev.sekisho.veil.directory.KeyCeremony;
import dev.sekisho.veil.directory.PolicyClass;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.ProofNonces;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.record.Household;
import dev.sekisho.veil.record.NumberTable;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.RecordMaker;
import dev.sekisho.veil.record.SensorRecord;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConversionRejectionTest {
    private static final RandomBytes RANDOM = new Random(11)::nextBytes;
    private static final Schema SCHEMA = new Schema(
            1,
            List.of(
                    new Schema.Field("power", FieldForm.NUMBER),
                    new Schema.Field("gas", FieldForm.NUMBER),
                    new Schema.Field("presence", FieldForm.TEXT)));
    private static final List<String> PURPOSES = KeyCeremony.purposes(List.of(SCHEMA));
    private static final EnrolmentSecrets ENROLMENT = EnrolmentSecrets.random(PURPOSES, RANDOM);
    private static final TranscryptorSecrets T1 = TranscryptorSecrets.random(1, PURPOSES, RANDOM);
    private static final Directory DIRECTORY = new KeyCeremony(ENROLMENT, List.of(T1), ProofMaker.of(RANDOM))
            .build(
                    1,
                    1,
                    List.of(SCHEMA),
                    List.of(
                            new PolicyClass(
                                    1,
                                    Map.of(
                                            "energy",
                                            Set.of("power", "gas"),
                                            "monitoring",
                                            Set.of("presence", "power"))),
                            new PolicyClass(2, Map.of("energy", Set.of("power"), "monitoring", Set.of("presence")))),
                    Map.of("energy", ByteString.of(new byte[32]), "monitoring", ByteString.of(new byte[32])),
                    Element.GENERATOR);
    private static final ServiceConversion ENERGY = new ServiceConversion(T1, DIRECTORY, "energy", 1);
    private static final ServiceConversion MONITORING = new ServiceConversion(T1, DIRECTORY, "monitoring", 1);
    private static final RowCheck CHECK = new RowCheck(DIRECTORY, "energy", 1, 1);
    private static final RowProver PROVER = new RowProver(ENERGY, ProofNonces.hedged(RANDOM));
    private static final NumberTable NUMBERS = new NumberTable(10);
    private static final RecordMaker MAKER = new RecordMaker(DIRECTORY, RANDOM);
    private static final Household TARO = Household.random(RANDOM);

    private static SensorRecord record(int policyClass, int power) {
        return MAKER.make(
                TARO,
                RecordHeader.direct(1, policyClass, 1, 3),
                List.of(new FieldValue.Quantity(power), new FieldValue.Quantity(85), new FieldValue.Text("Yes")));
    }

    private static InputRow input(SensorRecord record, String service) {
        return InputRow.of(record, DIRECTORY, service).orElseThrow();
    }

    private static Map<String, ServiceSecretKey> keys(String service) {
        Map<String, ServiceSecretKey> keys = new HashMap<>();
        for (String purpose : DIRECTORY.service(service).keySteps().keySet()) {
            keys.put(
                    purpose,
                    ServiceSecretKey.assemble(
                            DIRECTORY,
                            service,
                            purpose,
                            List.of(ENROLMENT.serviceKeyShare(purpose), T1.serviceKeyShare(service, purpose, 1))));
        }
        return keys;
    }

    private static Scalar keyOfEnergy(String purpose) {
        return java.util.Objects.requireNonNull(keys("energy").get(purpose)).secret();
    }

    private static RowReader reader(String service) {
        return new RowReader(DIRECTORY, service, 1, keys(service), NUMBERS);
    }

    @Test
    void theSameInputTwiceGivesDifferentBytesEverywhere() {
        InputRow input = input(record(2, 395), "energy");
        List<ConvertedRow> twice = ENERGY.convert(List.of(input, input), RANDOM);
        Set<Element> seen = new HashSet<>();
        for (ConvertedRow each : twice) {
            seen.add(each.row().identity().randomness());
            seen.add(each.row().identity().payload());
            for (Ciphertext column : each.row().columns()) {
                seen.add(column.randomness());
                seen.add(column.payload());
            }
        }
        assertThat(seen).hasSize(12);
    }

    @Test
    void servicesReadWhatTheyAreGrantedUnderPseudonymsThatDiffer() {
        SensorRecord record = record(2, 395);
        Row energy = ENERGY.convert(List.of(input(record, "energy")), RANDOM)
                .getFirst()
                .row();
        Row monitoring = MONITORING
                .convert(List.of(input(record, "monitoring")), RANDOM)
                .getFirst()
                .row();

        Reading atEnergy = reader("energy").read(energy).orElseThrow();
        Reading atMonitoring = reader("monitoring").read(monitoring).orElseThrow();

        assertThat(atEnergy.values().toString()).isEqualTo("{power=395, gas=***}");
        assertThat(atMonitoring.values().toString()).isEqualTo("{power=***, presence=Yes}");
        assertThat(atEnergy.pseudonym()).isEqualTo(TARO.pseudonym(DIRECTORY, "energy"));
        assertThat(atMonitoring.pseudonym()).isEqualTo(TARO.pseudonym(DIRECTORY, "monitoring"));
        assertThat(atEnergy.pseudonym()).isNotEqualTo(atMonitoring.pseudonym());
        assertThat(reader("monitoring").read(energy)).isEmpty();
    }

    @Test
    void pooledKeysOfTwoServicesReadNeitherARawRecordNorWhatIsMasked() {
        SensorRecord raw = record(1, 395);
        List<ServiceSecretKey> pooled = new ArrayList<>(keys("energy").values());
        pooled.addAll(keys("monitoring").values());
        List<Scalar> guesses = new ArrayList<>();
        for (ServiceSecretKey one : pooled) {
            guesses.add(one.secret());
            for (ServiceSecretKey other : pooled) {
                guesses.add(one.secret().times(other.secret().inverted()));
                for (ServiceSecretKey third : pooled) {
                    guesses.add(one.secret().times(other.secret().inverted()).times(third.secret()));
                }
            }
        }
        for (Scalar guess : guesses) {
            for (int field = 0; field < 2; field++) {
                assertThat(NUMBERS.find(raw.fieldCiphertext(field).decrypt(guess), 1024))
                        .isEmpty();
            }
        }
        // one factor for all fields of a service would make this the ratio of two purpose keys, and readings readable
        Scalar ratioAtService = keyOfEnergy("power").times(keyOfEnergy("gas").inverted());
        Element purposeRatio = DIRECTORY.purposeKey("gas").times(ratioAtService);
        assertThat(purposeRatio).isNotEqualTo(DIRECTORY.purposeKey("power"));
    }

    @Test
    void noPartyAloneKnowsAPurposeKey() {
        for (String purpose : PURPOSES) {
            Scalar key = ENROLMENT.serviceKeyShare(purpose).times(T1.purposeShare(purpose));
            assertThat(Element.GENERATOR.times(key)).isEqualTo(DIRECTORY.purposeKey(purpose));
            assertThat(Element.GENERATOR.times(T1.purposeShare(purpose))).isNotEqualTo(DIRECTORY.purposeKey(purpose));
            assertThat(Element.GENERATOR.times(ENROLMENT.serviceKeyShare(purpose)))
                    .isNotEqualTo(DIRECTORY.purposeKey(purpose));
        }
        for (String service : List.of("energy", "monitoring")) {
            keys(service)
                    .forEach((purpose, key) -> assertThat(Element.GENERATOR.times(key.secret()))
                            .isNotEqualTo(DIRECTORY.purposeKey(purpose)));
        }
    }

    @Test
    void noticesAWrongKeyShareAndOneOfAnotherEpoch() {
        List<Scalar> shares = List.of(ENROLMENT.serviceKeyShare("gas"), T1.serviceKeyShare("energy", "gas", 2));
        assertThatThrownBy(() -> ServiceSecretKey.assemble(DIRECTORY, "energy", "gas", shares))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the shares for \"gas\" do not give the key of \"energy\" in key epoch 1: ask for all of"
                        + " them again");
    }

    @Test
    void rejectsProofsOfConversionsThatWereNotWhatTheyClaim() {
        SensorRecord record = record(2, 395);
        InputRow input = input(record, "energy");
        ConvertedRow converted = ENERGY.convert(List.of(input), RANDOM).getFirst();
        Row row = converted.row();
        RowProof proof = PROVER.prove(converted);
        assertThat(CHECK.holds(input, row, proof)).isTrue();

        // outputs swapped, of another service, with another randomness; the field's proof for another field
        Row swapped = new Row(
                row.recordDigest(),
                row.identity(),
                List.of(row.columns().get(1), row.columns().get(0)));
        assertThat(CHECK.holds(input, swapped, proof)).isFalse();
        assertThat(CHECK.holds(
                        input,
                        row,
                        new RowProof(
                                proof.identity(),
                                List.of(proof.columns().get(1), proof.columns().get(0)))))
                .isFalse();
        ConvertedRow again = ENERGY.convert(List.of(input), RANDOM).getFirst();
        assertThat(CHECK.holds(input, again.row(), proof)).isFalse();
        ConvertedRow other =
                MONITORING.convert(List.of(input(record, "monitoring")), RANDOM).getFirst();
        RowProof otherProof = new RowProver(MONITORING, ProofNonces.hedged(RANDOM)).prove(other);
        assertThat(CHECK.holds(input, other.row(), otherProof)).isFalse();
        // another record's digest
        InputRow otherDigest = new InputRow(record(2, 1).digest(), input.identity(), input.columns());
        assertThat(CHECK.holds(otherDigest, row, proof)).isFalse();
    }

    @Test
    void rejectsAForwardedFieldThatThePolicyMasks() {
        SensorRecord record = record(2, 395);
        InputRow allowed = input(record, "energy");
        InputRow forwarded = new InputRow(
                allowed.recordDigest(),
                allowed.identity(),
                List.of(record.fieldCiphertext(0), record.fieldCiphertext(1)));
        ConvertedRow cheat = ENERGY.convert(List.of(forwarded), RANDOM).getFirst();

        assertThat(reader("energy").read(cheat.row()).orElseThrow().values().toString())
                .isEqualTo("{power=395, gas=85}");
        assertThat(CHECK.holds(allowed, cheat.row(), PROVER.prove(cheat))).isFalse();
    }

    @Test
    void rejectsAWrongFactor() {
        TranscryptorSecrets wrong = TranscryptorSecrets.random(1, PURPOSES, RANDOM);
        ServiceConversion conversion = new ServiceConversion(wrong, DIRECTORY, "energy", 1);
        InputRow input = input(record(1, 395), "energy");
        ConvertedRow converted = conversion.convert(List.of(input), RANDOM).getFirst();
        RowProof proof = new RowProver(conversion, ProofNonces.hedged(RANDOM)).prove(converted);

        assertThat(CHECK.holds(input, converted.row(), proof)).isFalse();
        assertThat(reader("energy").read(converted.row())).isEmpty();
    }

    @Test
    void rejectsBatchesWithWrongRowsAlsoWhenTheirFaultsWouldCancel() {
        List<InputRow> inputs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            inputs.add(input(record(1, 100 + i), "energy"));
        }
        List<ConvertedRow> rows = ENERGY.convert(inputs, RANDOM);
        List<Ciphertext> in = inputs.stream()
                .map(each -> java.util.Objects.requireNonNull(each.columns().get(0)))
                .toList();
        List<Ciphertext> out =
                rows.stream().map(each -> each.row().columns().get(0)).toList();
        Proof proof = PROVER.proveColumn(rows, 0);
        assertThat(CHECK.columnHolds(0, in, out, proof)).isTrue();
        Proof identities = PROVER.proveIdentities(rows);
        List<Ciphertext> ids = inputs.stream().map(InputRow::identity).toList();
        List<Ciphertext> idsOut =
                rows.stream().map(each -> each.row().identity()).toList();
        assertThat(CHECK.identitiesHold(ids, idsOut, identities)).isTrue();

        List<Ciphertext> oneWrong = new ArrayList<>(out);
        oneWrong.set(
                2, new Ciphertext(out.get(2).randomness(), out.get(2).payload().plus(Element.GENERATOR)));
        assertThat(CHECK.columnHolds(0, in, oneWrong, proof)).isFalse();
        List<Ciphertext> cancelling = new ArrayList<>(oneWrong);
        cancelling.set(
                4, new Ciphertext(out.get(4).randomness(), out.get(4).payload().minus(Element.GENERATOR)));
        assertThat(CHECK.columnHolds(0, in, cancelling, proof)).isFalse();
        List<Ciphertext> exchanged = new ArrayList<>(out);
        Collections.swap(exchanged, 0, 1);
        assertThat(CHECK.columnHolds(0, in, exchanged, proof)).isFalse();
        assertThat(CHECK.columnHolds(1, in, out, proof)).isFalse();
        assertThat(CHECK.columnHolds(0, in.subList(0, 5), out, proof)).isFalse();
        List<Ciphertext> idsWrong = new ArrayList<>(idsOut);
        Collections.swap(idsWrong, 0, 1);
        assertThat(CHECK.identitiesHold(ids, idsWrong, identities)).isFalse();
    }

    @Test
    void batchesArePaddedShuffledSignedAndOfOneLayout() {
        SigningKey signer = SigningKey.random(RANDOM);
        Row masked = ENERGY.convert(List.of(input(record(2, 5), "energy")), RANDOM)
                .getFirst()
                .row();
        Row open = ENERGY.convert(List.of(input(record(1, 6), "energy")), RANDOM)
                .getFirst()
                .row();
        RowBatch batch = new BatchMaker(RANDOM).make(DIRECTORY, "energy", 1, 3, 1, List.of(masked, open));
        byte[] bytes = batch.encode(signer);

        ByteString key = ByteString.of(signer.publicKey());
        RowBatch read = RowBatch.decode(bytes, key).orElseThrow();

        assertThat(read).isEqualTo(batch);
        assertThat(read.rows()).hasSize(BatchMaker.FEWEST_ROWS);
        List<Reading> readings = read.rows().stream()
                .map(row -> reader("energy").read(row).orElseThrow())
                .filter(reading -> !reading.isDummy())
                .toList();
        assertThat(readings)
                .extracting(reading -> reading.values().toString())
                .containsExactlyInAnyOrder("{power=5, gas=***}", "{power=6, gas=85}");
        for (int i = 0; i < bytes.length; i += 97) {
            bytes[i] ^= 1;
            assertThat(RowBatch.decode(bytes, key)).as("byte %d", i).isEmpty();
            bytes[i] ^= 1;
        }
        assertThat(RowBatch.decode(
                        bytes, ByteString.of(SigningKey.random(RANDOM).publicKey())))
                .isEmpty();
    }

    @Test
    void everyPositionOfAShuffleIsEquallyLikely() {
        int size = 8;
        int turns = 20_000;
        int[][] counts = new int[size][size];
        BatchMaker maker = new BatchMaker(RANDOM);
        for (int turn = 0; turn < turns; turn++) {
            List<Integer> items = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
            maker.shuffle(items);
            for (int i = 0; i < size; i++) {
                counts[items.get(i)][i]++;
            }
        }
        double expected = (double) turns / size;
        double chiSquare = 0;
        for (int[] row : counts) {
            for (int count : row) {
                chiSquare += (count - expected) * (count - expected) / expected;
            }
        }
        // 49 degrees of freedom: beyond 100 with probability 2e-5
        assertThat(chiSquare).isLessThan(100);
    }

    @Test
    void sumsOnlyRecordsOfOneEpochAndNeverFewHouseholds() {
        EncryptedSum sum = new EncryptedSum(1, 0, 1);
        for (int i = 1; i <= 9; i++) {
            sum.add(record(1, i));
        }
        assertThatThrownBy(sum::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a sum needs at least 10 households, but there are 9");
        sum.add(record(1, 10));
        Scalar key = ENROLMENT.serviceKeyShare("power").times(T1.purposeShare("power"));
        assertThat(NUMBERS.find(sum.value().decrypt(key), EncryptedSum.LIMIT)).hasValue(55);
        assertThat(NUMBERS.find(EncryptedSum.plusPublic(sum.value(), 7).decrypt(key), 1024))
                .hasValue(62);
        assertThat(NUMBERS.find(sum.value().decrypt(key), 55)).isEmpty();
        SensorRecord later = MAKER.make(
                TARO,
                RecordHeader.direct(1, 1, 2, 3),
                List.of(new FieldValue.Quantity(1), new FieldValue.Quantity(1), new FieldValue.Text("")));
        assertThatThrownBy(() -> sum.add(later))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sum takes records of schema 1 and key epoch 1 that are not strict, but this one has"
                        + " schema 1 and key epoch 2");
    }

    @Test
    void aSumBeyondTheRangeIsReportedAndNotWrapped() {
        NumberTable numbers = new NumberTable(16);
        Scalar key = Scalar.random(RANDOM);
        Element publicKey = Element.GENERATOR.times(key);
        Ciphertext half = Ciphertext.encrypt(
                Element.GENERATOR.times(Scalar.of(EncryptedSum.LIMIT / 2)), publicKey, Scalar.random(RANDOM));
        Ciphertext less = Ciphertext.encrypt(
                Element.GENERATOR.times(Scalar.of(EncryptedSum.LIMIT / 2 - 1)), publicKey, Scalar.random(RANDOM));
        assertThat(numbers.find(EncryptedSum.of(List.of(half, less)).decrypt(key), EncryptedSum.LIMIT))
                .hasValue(EncryptedSum.LIMIT - 1);
        assertThat(numbers.find(EncryptedSum.of(List.of(half, half)).decrypt(key), EncryptedSum.LIMIT))
                .isEmpty();
    }

    @Test
    void aSumOfOneFieldSaysNothingAboutAnother() {
        EncryptedSum power = new EncryptedSum(1, 0, 1);
        for (int i = 0; i < EncryptedSum.FEWEST; i++) {
            power.add(record(1, 5));
        }
        Scalar keyOfGas = ENROLMENT.serviceKeyShare("gas").times(T1.purposeShare("gas"));
        assertThat(NUMBERS.find(power.value().decrypt(keyOfGas), 1 << 16)).isEmpty();
    }

    @FuzzTest(maxDuration = "10m")
    void readsAnyBytesAsABatchWithoutThrowing(byte[] bytes) {
        RowBatch.parse(bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void readsAnyBytesAsADirectoryWithoutThrowing(byte[] bytes) {
        DirectoryCodec.decode(bytes);
    }
}
