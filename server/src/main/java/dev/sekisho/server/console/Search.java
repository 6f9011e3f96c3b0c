package dev.sekisho.server.console;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** The search over everything that one may see: asks every source whose permission somebody has. */
@Component
public final class Search {
    static final int MOST_PER_KIND = 10;

    private final List<SearchSource> sources;

    Search(ObjectProvider<SearchSource> sources) {
        this.sources = sources.stream()
                .sorted(Comparator.comparingInt(SearchSource::order))
                .toList();
    }

    /** What was found, by kind; kinds of which nothing was found are left out. */
    List<Group> find(SearchWords words, Set<String> permissions, Text text) {
        if (words.words().isEmpty()) {
            return List.of();
        }
        return sources.stream()
                .filter(source -> permissions.contains(source.permission()))
                .map(source -> group(source, words, text))
                .filter(group -> !group.hits().isEmpty())
                .toList();
    }

    private static Group group(SearchSource source, SearchWords words, Text text) {
        List<SearchSource.Hit> hits = source.find(words, MOST_PER_KIND + 1, text);
        boolean more = hits.size() > MOST_PER_KIND;
        return new Group(source.key(), more ? hits.subList(0, MOST_PER_KIND) : hits, more, source.list());
    }

    /**
     * What was found of one kind.
     *
     * @param kind the key of the source
     * @param more whether there is more than this
     * @param list the list that shows all, null if there is none
     */
    public record Group(
            String kind,
            List<SearchSource.Hit> hits,
            boolean more,
            @Nullable String list) {
        public Group {
            hits = List.copyOf(hits);
        }

        /** The address of the list narrowed by the words; empty if there is none. */
        public String listed(String asked) {
            return list == null
                    ? ""
                    : UriComponentsBuilder.fromPath(list)
                            .queryParam("q", "{q}")
                            .encode()
                            .buildAndExpand(Map.of("q", asked))
                            .toUriString();
        }
    }
}
