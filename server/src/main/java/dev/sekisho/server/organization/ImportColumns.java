package dev.sekisho.server.organization;

import dev.sekisho.server.console.Language;
import dev.sekisho.server.console.Texts;
import dev.sekisho.server.exchange.SheetRow;
import dev.sekisho.server.scope.Refusal;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a list that came in, found by its first row: by their names in either language, as exports have them, or
 * by those of the API. Their order does not matter; columns that nobody knows are left out.
 */
final class ImportColumns {
    private final Map<String, Integer> places;

    private ImportColumns(Map<String, Integer> places) {
        this.places = Map.copyOf(places);
    }

    /** Reads the first row; refuses if a needed column is missing. */
    static ImportColumns of(SheetRow heading, Texts texts, String table, List<String> needed, List<String> optional) {
        Map<String, String> byName = new HashMap<>();
        for (String field : concatenated(needed, optional)) {
            byName.put(plain(field), field);
            for (Language language : Language.values()) {
                byName.put(plain(texts.in(language).of(table + ".column." + field)), field);
            }
        }
        Map<String, Integer> places = new HashMap<>();
        for (int column = 0; column < heading.cells().size(); column++) {
            String field = byName.get(plain(heading.cell(column)));
            if (field != null) {
                places.putIfAbsent(field, column);
            }
        }
        List<String> missing =
                needed.stream().filter(field -> !places.containsKey(field)).toList();
        if (!missing.isEmpty()) {
            throw Refusal.invalid(
                    "file",
                    "import.invalid.columns",
                    missing.stream()
                            .map(field -> texts.in(Language.JA).of(table + ".column." + field) + " / "
                                    + texts.in(Language.EN).of(table + ".column." + field))
                            .collect(Collectors.joining(", ")));
        }
        return new ImportColumns(places);
    }

    private static List<String> concatenated(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("[\\s_-]", "")
                .toLowerCase(Locale.ROOT);
    }

    /** What a row says, by field, for the columns that the file has. */
    Map<String, String> fields(SheetRow row) {
        Map<String, String> fields = new LinkedHashMap<>();
        places.forEach((field, column) ->
                fields.put(field, row.cell(column).replace("\0", "").strip()));
        return fields;
    }
}
