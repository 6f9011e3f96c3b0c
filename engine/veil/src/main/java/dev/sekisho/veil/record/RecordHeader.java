package dev.sekisho.veil.record;

import dev.sekisho.veil.hash.Octets;

/**
 * The 16 bytes of a record that travel in the clear. Nothing in them may single out a household: the slot is the same for
 * everybody, the policy class an index into a small published catalogue.
 *
 * @param bulk whether the record carries keys for bulk values (epoch-KEM mode)
 * @param strict whether its fields are under the household's own keys
 * @param schema number of the schema, 0 to 65535
 * @param policyClass number of the policy class
 * @param keyEpoch the key epoch
 * @param slot the time bucket within the key epoch
 */
public record RecordHeader(boolean bulk, boolean strict, int schema, int policyClass, int keyEpoch, int slot) {
    /** Bytes of a header. */
    public static final int BYTES = 16;

    /** The bit of the mode byte, the second of a record, that says that its fields are under the household's own keys. */
    public static final int STRICT_BIT = 2;

    static final int VERSION = 1;
    static final int BULK_BIT = 1;

    /** Checks the schema's range. */
    public RecordHeader {
        if (schema < 0 || schema > 0xffff) {
            throw new IllegalArgumentException("a schema's number must be between 0 and 65535, but is " + schema);
        }
    }

    /** The header of an ordinary record. */
    public static RecordHeader direct(int schema, int policyClass, int keyEpoch, int slot) {
        return new RecordHeader(false, false, schema, policyClass, keyEpoch, slot);
    }

    /** The 16 bytes. */
    public byte[] encode() {
        return new Octets()
                .i1(VERSION)
                .i1((bulk ? BULK_BIT : 0) | (strict ? STRICT_BIT : 0))
                .i2(schema)
                .i4(policyClass)
                .i4(keyEpoch)
                .i4(slot)
                .toBytes();
    }

    /** Bytes that the modes add after the proof. */
    int extensionBytes() {
        return (strict ? SensorRecord.SEALED_HANDLE_BYTES : 0) + (bulk ? SensorRecord.BULK_BYTES : 0);
    }
}
