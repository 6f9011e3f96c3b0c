package dev.sekisho.server.organization;

import dev.sekisho.server.organization.Import.RowState;
import dev.sekisho.server.scope.Refusal;
import java.util.List;
import java.util.Map;

/** A row as the file has it, checked by itself: not yet compared with what is there. */
record StagedRow(
        int number,
        RowState state,
        String key,
        String label,
        Map<String, String> fields,
        String reason,
        List<String> arguments) {
    private static final int LONGEST_KEPT = 200;

    StagedRow {
        key = cut(key);
        label = cut(label);
        fields = Map.copyOf(fields);
        arguments = arguments.stream().map(StagedRow::cut).toList();
    }

    static StagedRow good(int number, String key, String label, Map<String, String> fields) {
        return new StagedRow(number, RowState.NEW, key, label, fields, "", List.of());
    }

    static StagedRow refused(int number, String key, String label, Map<String, String> fields, Refusal why) {
        return new StagedRow(
                number,
                RowState.REFUSED,
                key,
                label,
                fields,
                why.textKey(),
                why.arguments().stream().map(String::valueOf).toList());
    }

    private static String cut(String text) {
        String plain = text.replace("\0", "");
        return plain.length() <= LONGEST_KEPT ? plain : plain.substring(0, LONGEST_KEPT) + "…";
    }
}
