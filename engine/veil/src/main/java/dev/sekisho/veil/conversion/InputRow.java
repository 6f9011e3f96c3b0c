package dev.sekisho.veil.conversion;

import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.PolicyClass;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.record.SensorRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a transcryptor converts for one service.
 *
 * @param recordDigest SHA-256 of the record that it comes from
 * @param identity the identity's ciphertext
 * @param columns one ciphertext for each column of the service; null where the policy masks it
 */
public record InputRow(ByteString recordDigest, Ciphertext identity, List<@Nullable Ciphertext> columns) {
    /** The row of a record for a service; empty if its policy class gives the service nothing. */
    public static Optional<InputRow> of(SensorRecord record, Directory directory, String service) {
        PolicyClass policy =
                directory.policyClass(record.header().policyClass()).orElseThrow();
        if (!policy.serves(service)) {
            return Optional.empty();
        }
        Schema schema = directory.schema(record.header().schema()).orElseThrow();
        List<@Nullable Ciphertext> columns = new ArrayList<>();
        for (String column : directory.columns(service, schema.number())) {
            int position = schema.names().indexOf(column);
            columns.add(policy.grants(service, column) ? record.fieldCiphertext(position) : null);
        }
        return Optional.of(new InputRow(record.digest(), record.identityCiphertext(), columns));
    }

    /** The row of a transcryptor for the next one, which treats masked columns like any other. */
    public static InputRow of(Row row) {
        return new InputRow(row.recordDigest(), row.identity(), new ArrayList<>(row.columns()));
    }
}
