package dev.sekisho.server.console;

import dev.sekisho.server.scope.Actor;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What the one who acts has chosen for himself. */
@Repository
@Transactional(readOnly = true)
public class Preferences {
    private final JdbcClient jdbc;

    Preferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The columns that he has chosen for a table; empty if he never chose. */
    public Set<String> columns(Table<?> table) {
        Optional<String> chosen = jdbc.sql("select value from console.preference where key = :key")
                .param("key", columnsOf(table.key()))
                .query((row, number) -> row.getString(1))
                .optional();
        return chosen.stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .filter(column -> !column.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Remembers the columns chosen for the table of this name. */
    @Transactional
    public void chooseColumns(String table, Set<String> columns) {
        jdbc.sql("""
                insert into console.preference (account, key, value)
                values (:account, :key, :value)
                    on conflict (account, key) do update set value = excluded.value
                """)
                .param("account", Actor.current().account())
                .param("key", columnsOf(table))
                .param("value", String.join(",", columns))
                .update();
    }

    private static String columnsOf(String table) {
        return "table." + table + ".columns";
    }
}
