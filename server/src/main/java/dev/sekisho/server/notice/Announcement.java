package dev.sekisho.server.notice;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Something that people are to be told. Whoever is named in several ways is told once.
 *
 * @param kind the code of a {@link NoticeKind}
 * @param units everybody who holds {@code permission} on one of them is told
 * @param permission empty if there are no units
 * @param accounts these are told too
 * @param path where it leads, an address of this server without its host
 * @param arguments what stands in its texts
 * @param urgent whether it goes out at once though its kind does not ask for it
 */
public record Announcement(
        String kind,
        Set<UUID> units,
        String permission,
        Set<UUID> accounts,
        String path,
        List<String> arguments,
        boolean urgent) {
    public Announcement {
        units = Set.copyOf(units);
        accounts = Set.copyOf(accounts);
        arguments = List.copyOf(arguments);
        if (units.isEmpty() != permission.isEmpty()) {
            throw new IllegalArgumentException("units and a permission need each other");
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a notice leads to a path such as /incidents, but to \"" + path + "\"");
        }
    }

    /** For these accounts. */
    public static Announcement to(Set<UUID> accounts, String kind, String path, String... arguments) {
        return new Announcement(kind, Set.of(), "", accounts, path, List.of(arguments), false);
    }

    /** For all who hold a permission on one of these units. */
    public static Announcement toHolders(
            String permission, Set<UUID> units, String kind, String path, String... arguments) {
        return new Announcement(kind, units, permission, Set.of(), path, List.of(arguments), false);
    }

    /** The same, at once if it is so. */
    public Announcement urgent(boolean so) {
        return new Announcement(kind, units, permission, accounts, path, arguments, so);
    }

    /** The same, for these accounts too. */
    public Announcement alsoTo(Set<UUID> others) {
        return new Announcement(kind, units, permission, others, path, arguments, urgent);
    }
}
