package dev.sekisho.server.organization;

import dev.sekisho.server.console.Language;
import dev.sekisho.server.ledger.UnitLabels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the room of evidence what units are called. */
@Component
class EvidenceUnitLabels implements UnitLabels {
    private final Units units;
    private final JdbcClient jdbc;

    EvidenceUnitLabels(Units units, JdbcClient jdbc) {
        this.units = units;
        this.jdbc = jdbc;
    }

    @Override
    public List<UnitLabel> choices(Language language) {
        return units.options(language).stream()
                .map(unit -> new UnitLabel(unit.id(), unit.label()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, String> labels(Set<UUID> asked, Language language) {
        return jdbc
                .sql("""
                select unit.id, unit.code || ' ' || unit_name.name as label
                  from organization.unit
                  join organization.unit_name on unit_name.unit = unit.id and unit_name.language = :language
                 where unit.id = any (cast(:units as uuid[]))
                """)
                .param("language", language.tag())
                .param("units", asked.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, number) -> new UnitLabel(row.getObject("id", UUID.class), row.getString("label")))
                .stream()
                .collect(Collectors.toMap(UnitLabel::id, UnitLabel::label));
    }
}
