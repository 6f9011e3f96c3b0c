package dev.sekisho.server.console;

/**
 * An entry of the navigation. Rooms declare theirs as beans; the key of the text is {@code navigation.KEY}.
 *
 * @param section the part of the navigation in which it stands
 * @param order its place in the section
 * @param key its name
 * @param path where it leads
 * @param icon the name of its picture in Tabler's outline set
 * @param permission who sees it; empty: everybody who is signed in
 */
public record NavigationEntry(Section section, int order, String key, String path, String icon, String permission) {
    /** The parts of the navigation, in their order. */
    public enum Section {
        START,
        ORGANIZATION,
        CONTROL,
        EVIDENCE
    }
}
