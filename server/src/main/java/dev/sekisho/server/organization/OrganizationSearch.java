package dev.sekisho.server.organization;

import dev.sekisho.server.console.SearchSource;
import dev.sekisho.server.console.SearchWords;
import dev.sekisho.server.console.Text;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Units and people in the search over everything. */
@Configuration(proxyBeanMethods = false)
class OrganizationSearch {
    @Bean
    SearchSource unitSearch(Units units) {
        return new Source(
                0,
                "units",
                OrganizationPermissions.UNIT_READ,
                "/units",
                (words, most, text) -> units.search(words, most).stream()
                        .map(unit -> new SearchSource.Hit(
                                unit.name(text.language()),
                                unit.code() + " · " + text.of(unit.kind()),
                                "/units/" + unit.id()))
                        .toList());
    }

    @Bean
    SearchSource peopleSearch(People people) {
        return new Source(
                1,
                "people",
                OrganizationPermissions.PERSON_READ,
                "/people",
                (words, most, text) -> people.search(words, most).stream()
                        .map(person -> new SearchSource.Hit(
                                (person.familyName() + " " + person.givenName()).strip(),
                                person.number() + " · " + person.unitCode(),
                                "/people/" + person.id()))
                        .toList());
    }

    private interface Finder {
        List<SearchSource.Hit> find(SearchWords words, int most, Text text);
    }

    private record Source(int order, String key, String permission, String list, Finder finder)
            implements SearchSource {
        @Override
        public List<Hit> find(SearchWords words, int most, Text text) {
            return finder.find(words, most, text);
        }
    }
}
