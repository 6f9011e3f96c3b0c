package dev.sekisho.server.egress;

import dev.sekisho.server.console.Language;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Table.Option;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.ledger.UnitLabels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells what the units of rows are called. A unit that may not be seen is called by its id. */
@Component
class UnitNaming {
    private final UnitLabels units;

    UnitNaming(UnitLabels units) {
        this.units = units;
    }

    /** One page of rows with their labels. */
    <R> Slice<R> named(Slice<R> slice, Function<R, UUID> unit, BiFunction<R, String, R> named, Language language) {
        Set<UUID> shown = slice.rows().stream().map(unit).collect(Collectors.toSet());
        Map<UUID, String> labels = units.labels(shown, language);
        return new Slice<>(
                slice.rows().stream()
                        .map(row -> named.apply(
                                row,
                                labels.getOrDefault(
                                        unit.apply(row), unit.apply(row).toString())))
                        .toList(),
                slice.previous(),
                slice.next());
    }

    /** A sink for rows that hands them on with their labels. */
    <R> Consumer<R> naming(
            Consumer<R> sink, Function<R, UUID> unit, BiFunction<R, String, R> named, Language language) {
        Map<UUID, String> known = new HashMap<>();
        return row ->
                sink.accept(named.apply(row, known.computeIfAbsent(unit.apply(row), each -> label(each, language))));
    }

    String label(UUID unit, Language language) {
        return units.labels(Set.of(unit), language).getOrDefault(unit, unit.toString());
    }

    /** The units by which a list can be filtered. */
    List<Option> options(PageContext page) {
        return units.choices(page.text().language()).stream()
                .map(unit -> new Option(unit.id().toString(), unit.label()))
                .toList();
    }
}
