package dev.sekisho.veil.strict;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.record.SensorRecord;
import dev.sekisho.veil.ristretto.RandomBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The leaves that households gave a transcryptor for one key epoch, by handle, service and field. Where there is none, nothing
 * is converted: this is what strict mode is for.
 *
 * <p>Not safe for use by several threads.
 */
public final class Delegations {
    private final int keyEpoch;
    private final Map<Place, Delegation> delegations = new HashMap<>();

    /** None yet, for a key epoch. */
    public Delegations(int keyEpoch) {
        this.keyEpoch = keyEpoch;
    }

    /** Notes a leave. */
    public void put(ByteString handle, String service, String field, Delegation delegation) {
        delegations.put(new Place(handle, service, field), delegation);
    }

    /** Takes a leave back. */
    public void withdraw(ByteString handle, String service, String field) {
        delegations.remove(new Place(handle, service, field));
    }

    /**
     * Converts a field of a record for a service; empty without the household's leave, for a record of another epoch, and for
     * one that is not strict.
     *
     * @param handle the handle that was sealed into the record
     * @param position the field's position in the schema
     */
    public Optional<Ciphertext> convert(
            SensorRecord record, ByteString handle, String service, String field, int position, RandomBytes random) {
        if (!record.header().strict() || record.header().keyEpoch() != keyEpoch) {
            return Optional.empty();
        }
        return Optional.ofNullable(delegations.get(new Place(handle, service, field)))
                .map(leave -> leave.convert(record.fieldCiphertext(position), random));
    }

    private record Place(ByteString handle, String service, String field) {}
}
