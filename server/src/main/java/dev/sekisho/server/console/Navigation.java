package dev.sekisho.server.console;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The navigation: the entries of all rooms, as far as somebody may see them. */
@Component
public final class Navigation {
    private final List<NavigationEntry> entries;

    Navigation(ObjectProvider<NavigationEntry> entries) {
        this.entries = entries.stream()
                .sorted(Comparator.comparing(NavigationEntry::section).thenComparingInt(NavigationEntry::order))
                .toList();
    }

    /** The sections that are not empty for somebody with these permissions. */
    List<Part> parts(Set<String> permissions) {
        Map<NavigationEntry.Section, List<NavigationEntry>> bySection = new TreeMap<>();
        for (NavigationEntry.Section section : NavigationEntry.Section.values()) {
            List<NavigationEntry> seen = entries.stream()
                    .filter(entry -> entry.section() == section)
                    .filter(entry -> entry.permission().isEmpty() || permissions.contains(entry.permission()))
                    .toList();
            if (!seen.isEmpty()) {
                bySection.put(section, seen);
            }
        }
        return bySection.entrySet().stream()
                .map(section -> new Part(section.getKey(), section.getValue()))
                .toList();
    }

    /** A section and its entries. */
    public record Part(NavigationEntry.Section section, List<NavigationEntry> entries) {
        public Part {
            entries = List.copyOf(entries);
        }
    }
}
