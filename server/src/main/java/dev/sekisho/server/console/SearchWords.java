package dev.sekisho.server.console;

import dev.sekisho.server.scope.Refusal;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words that somebody looks for. All of them must be found, in any order, anywhere within what is searched: Japanese
 * has no blanks between words, so parts of words must do. Letters of full and half width are the same.
 *
 * @param words at least one
 */
public record SearchWords(List<String> words) {
    private static final int LONGEST = 200;
    private static final int MOST = 6;

    public SearchWords {
        words = List.copyOf(words);
    }

    /** Reads what was typed; no words if nothing was. */
    static SearchWords parse(String typed) {
        if (typed.length() > LONGEST || typed.indexOf('\0') >= 0) {
            throw Refusal.invalid("q", "search.invalid", LONGEST);
        }
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        return new SearchWords(Stream.of(plain.split("[\\s\\p{Z}]+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST)
                .toList());
    }

    /** A pattern of {@code ilike} for each word, the longest first, to be used as {@code x ilike all (cast(:patterns as text[]))}. */
    public String[] patterns() {
        return words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(word ->
                        "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
                .toArray(String[]::new);
    }
}
