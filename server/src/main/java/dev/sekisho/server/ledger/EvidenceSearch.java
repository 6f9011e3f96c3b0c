package dev.sekisho.server.ledger;

import dev.sekisho.server.console.SearchSource;
import dev.sekisho.server.console.SearchWords;
import dev.sekisho.server.console.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Evidence in the search over everything. */
@Component
class EvidenceSearch implements SearchSource {
    private final EvidenceList evidence;

    EvidenceSearch(EvidenceList evidence) {
        this.evidence = evidence;
    }

    @Override
    public int order() {
        return 90;
    }

    @Override
    public String key() {
        return "evidence";
    }

    @Override
    public String permission() {
        return EvidencePermissions.READ;
    }

    @Override
    public @Nullable String list() {
        return "/evidence";
    }

    @Override
    public List<Hit> find(SearchWords words, int most, Text text) {
        return evidence.search(words, most).stream()
                .map(found -> new Hit(
                        text.of("evidence." + found.kind()),
                        found.recorded().toString().substring(0, 10) + " · " + found.actor(),
                        "/evidence/" + found.id()))
                .toList();
    }
}
