package dev.sekisho.server.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kind of thing that the search finds. Rooms declare theirs as beans. */
public interface SearchSource {
    /** Its place among the others. */
    int order();

    /** The key of its name in the texts, behind {@code search.kind.}. */
    String key();

    /** The permission without which it is not asked. On which rows is decided by the policies of the tables. */
    String permission();

    /** The address of the list that goes on where the search ends; null if it has none. It takes the words as {@code q}. */
    @Nullable
    String list();

    /** What fits all words, the best first, at most so many. */
    List<Hit> find(SearchWords words, int most, Text text);

    /**
     * Something found.
     *
     * @param title what it is called
     * @param detail what else tells it from others, may be empty
     * @param path where it leads
     */
    record Hit(String title, String detail, String path) {}
}
