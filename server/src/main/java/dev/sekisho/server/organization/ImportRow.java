package dev.sekisho.server.organization;

import dev.sekisho.server.organization.Import.RowState;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A row of a list that came in.
 *
 * @param number its number in the file
 * @param key what it is known by: a person's number, a unit's code
 * @param fields what the file says
 * @param before what stands there now, where it differs
 * @param reason the key of the text that tells why it is refused, empty if it is not
 * @param arguments what stands in that text
 */
public record ImportRow(
        UUID id,
        int number,
        RowState state,
        String key,
        String label,
        Map<String, String> fields,
        Map<String, String> before,
        String reason,
        List<String> arguments) {
    public ImportRow {
        fields = Map.copyOf(fields);
        before = Map.copyOf(before);
        arguments = List.copyOf(arguments);
    }
}
