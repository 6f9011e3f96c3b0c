package dev.sekisho.server.console;

import java.util.Optional;

/** What a room says on the first page: one number and where it leads. Rooms declare theirs as beans. */
public interface HomeTile {
    /** Its place among the others. */
    int order();

    /** The permission without which it is not shown. */
    String permission();

    /** What it says now to the one who acts; empty if it has nothing to say. */
    Optional<Content> content();

    /**
     * The content of a tile.
     *
     * @param key the key of its name in the texts, behind {@code tile.}
     * @param number the number
     * @param path where it leads
     * @param icon the name of its picture in Tabler's outline set
     */
    record Content(String key, long number, String path, String icon) {}
}
