package dev.sekisho.veil.strict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.SensorRecord;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelegationsTest {
    private static final RandomBytes RANDOM = new Random(18)::nextBytes;
    private static final int EPOCH = 4;
    private static final ByteString HANDLE = ByteString.of(new byte[SealedHandle.HANDLE_BYTES]);
    private static final Element POWER = Element.GENERATOR.times(Scalar.of(395));
    private static final Element GAS = Element.GENERATOR.times(Scalar.of(85));

    private final Scalar powerKey = Scalar.random(RANDOM);
    private final Scalar gasKey = Scalar.random(RANDOM);
    private final Scalar ofEnergy = Scalar.random(RANDOM);
    private final Scalar ofMonitoring = Scalar.random(RANDOM);
    private final Delegations delegations = new Delegations(EPOCH);

    private SensorRecord record(boolean strict, int keyEpoch) {
        Scalar b = Scalar.random(RANDOM);
        PublicScalar zero = new PublicScalar(Scalar.ZERO);
        return new SensorRecord(
                new RecordHeader(false, strict, 1, 1, keyEpoch, 21),
                Element.GENERATOR.times(b),
                Element.random(RANDOM),
                List.of(
                        POWER.plus(Element.GENERATOR.times(powerKey.times(b))),
                        GAS.plus(Element.GENERATOR.times(gasKey.times(b)))),
                new Proof(zero, List.of(zero, zero)),
                ByteString.of(new byte[strict ? SensorRecord.SEALED_HANDLE_BYTES : 0]));
    }

    private Optional<Ciphertext> convert(ByteString handle, String service, String field, int position) {
        return delegations.convert(record(true, EPOCH), handle, service, field, position, RANDOM);
    }

    @Test
    void withoutADelegationThereIsNoRow() {
        assertThat(convert(HANDLE, "energy", "power", 0)).isEmpty();
        delegations.put(HANDLE, "energy", "power", Delegation.of(powerKey, ofEnergy));
        assertThat(convert(HANDLE, "energy", "power", 0))
                .hasValueSatisfying(out -> assertThat(out.decrypt(ofEnergy)).isEqualTo(POWER));
        assertThat(convert(HANDLE, "energy", "gas", 1)).isEmpty();
        assertThat(convert(HANDLE, "monitoring", "power", 0)).isEmpty();
        delegations.withdraw(HANDLE, "energy", "power");
        assertThat(convert(HANDLE, "energy", "power", 0)).isEmpty();
    }

    @Test
    void theFactorOfAnotherFieldOrOfAnotherServiceOpensNothing() {
        delegations.put(HANDLE, "energy", "gas", Delegation.of(powerKey, ofEnergy));
        assertThat(convert(HANDLE, "energy", "gas", 1).orElseThrow().decrypt(ofEnergy))
                .isNotEqualTo(GAS);
        delegations.put(HANDLE, "energy", "power", Delegation.of(powerKey, ofMonitoring));
        assertThat(convert(HANDLE, "energy", "power", 0).orElseThrow().decrypt(ofEnergy))
                .isNotEqualTo(POWER);
    }

    @Test
    void aDelegationOfTheLastEpochServesNoRecordOfThis() {
        delegations.put(HANDLE, "energy", "power", Delegation.of(powerKey, ofEnergy));
        assertThat(delegations.convert(record(true, EPOCH + 1), HANDLE, "energy", "power", 0, RANDOM))
                .isEmpty();
        assertThat(delegations.convert(record(false, EPOCH), HANDLE, "energy", "power", 0, RANDOM))
                .isEmpty();
    }

    @Test
    void theHandleOfAnotherHouseholdOpensNothing() {
        byte[] bytes = new byte[SealedHandle.HANDLE_BYTES];
        bytes[0] = 1;
        ByteString other = ByteString.of(bytes);
        delegations.put(HANDLE, "energy", "power", Delegation.of(powerKey, ofEnergy));
        assertThat(convert(other, "energy", "power", 0)).isEmpty();
        delegations.put(other, "energy", "power", Delegation.of(Scalar.random(RANDOM), ofEnergy));
        assertThat(convert(other, "energy", "power", 0).orElseThrow().decrypt(ofEnergy))
                .isNotEqualTo(POWER);
    }
}
