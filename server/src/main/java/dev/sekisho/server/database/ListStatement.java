package dev.sekisho.server.database;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A list in the database that can be searched, filtered, sorted and paged by key: a page costs the same however far
 * behind it is. Names that come from outside only choose among the columns declared here; values only travel as
 * parameters.
 */
public final class ListStatement<R> {
    /** Counting stops here: nobody reads the difference between ten thousand rows and a million. */
    public static final int COUNTED = 10_000;

    private static final int FETCHED_AT_ONCE = 500;
    private static final int MOST_NAMED = 100;

    private final String select;
    private final String from;
    private final String id;
    private final List<ListColumn> columns;
    private final RowMapper<R> mapper;
    private final @Nullable Narrowing narrowing;

    /** Takes what stands behind {@code select} and behind {@code from}, the expression of the id, and the columns; first
     * the one by which it is sorted unless another is asked for. */
    public ListStatement(String select, String from, String id, List<ListColumn> columns, RowMapper<R> mapper) {
        this(select, from, id, columns, mapper, null);
    }

    private ListStatement(
            String select,
            String from,
            String id,
            List<ListColumn> columns,
            RowMapper<R> mapper,
            @Nullable Narrowing narrowing) {
        this.narrowing = narrowing;
        this.select = select;
        this.from = from;
        this.id = id;
        this.columns = List.copyOf(columns);
        this.mapper = mapper;
    }

    /**
     * The same for a table whose rows belong to units. Its policy decides what is seen; the statement itself names the few
     * units of somebody who sees only those, because by a policy no index is used.
     *
     * @param unit the column of the unit
     * @param permission the permission that the policy asks for
     */
    public ListStatement<R> narrowedBy(String unit, String permission) {
        return new ListStatement<>(select, from, id, columns, mapper, new Narrowing(unit, permission));
    }

    public List<ListColumn> columns() {
        return columns;
    }

    /** The statement without any condition, for reading single rows. */
    public String base() {
        return "select " + select + " from " + from;
    }

    /** One page. */
    public Slice<R> slice(JdbcClient jdbc, ListQuery query) {
        ListColumn sort = sort(query);
        Cursor cursor = query.cursor();
        boolean backwards = cursor != null && cursor.before();
        Map<String, Object> parameters = new HashMap<>();
        String statement = statement(jdbc, query, sort, cursor, backwards, parameters) + " limit " + (query.size() + 1);
        List<Placed<R>> found = new ArrayList<>(
                jdbc.sql(statement).params(parameters).query(this::placed).list());
        boolean more = found.size() > query.size();
        if (more) {
            found.removeLast();
        }
        if (backwards) {
            Collections.reverse(found);
        }
        if (found.isEmpty()) {
            return new Slice<>(List.of(), null, null);
        }
        boolean hasPrevious = backwards ? more : cursor != null;
        boolean hasNext = backwards || more;
        return new Slice<>(
                found.stream().map(Placed::row).toList(),
                hasPrevious ? found.getFirst().cursor(true) : null,
                hasNext ? found.getLast().cursor(false) : null);
    }

    /** How many rows there are, at most {@link #COUNTED}. */
    public int count(JdbcClient jdbc, ListQuery query) {
        Map<String, Object> parameters = new HashMap<>();
        String statement = "select count(*) from (select from " + from + where(jdbc, query, null, parameters)
                + " limit " + COUNTED + ") as counted";
        return jdbc.sql(statement)
                .params(parameters)
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /** Hands every row of all pages to {@code sink}, in order, without holding them in memory. */
    public void forEach(JdbcClient jdbc, ListQuery query, Consumer<R> sink) {
        Map<String, Object> parameters = new HashMap<>();
        String statement = statement(jdbc, query, sort(query), null, false, parameters);
        try (Stream<Placed<R>> rows =
                jdbc.sql(statement).params(parameters).withFetchSize(FETCHED_AT_ONCE).query(this::placed).stream()) {
            rows.forEach(placed -> sink.accept(placed.row()));
        }
    }

    private Placed<R> placed(ResultSet row, int number) throws SQLException {
        R mapped = mapper.mapRow(row, number);
        if (mapped == null) {
            throw new IllegalStateException("a row of a list was mapped to null");
        }
        return new Placed<>(mapped, row.getString("cursor_value"), row.getObject("cursor_id", UUID.class));
    }

    private String statement(
            JdbcClient jdbc,
            ListQuery query,
            ListColumn sort,
            @Nullable Cursor cursor,
            boolean backwards,
            Map<String, Object> parameters) {
        String direction = query.descending() == backwards ? "asc" : "desc";
        return "select " + select + ", (" + sort.sql() + ")::text as cursor_value, " + id + " as cursor_id from " + from
                + where(jdbc, query, cursor, parameters)
                + " order by " + sort.sql() + " " + direction + ", " + id + " " + direction;
    }

    private String where(JdbcClient jdbc, ListQuery query, @Nullable Cursor cursor, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>();
        if (narrowing != null) {
            narrowing.reach(jdbc).ifPresent(units -> {
                conditions.add(narrowing.unit() + " = any (cast(:reach as uuid[]))");
                parameters.put("reach", units);
            });
        }
        if (!query.search().isBlank()) {
            List<String> places = columns.stream()
                    .filter(ListColumn::searched)
                    .map(column -> column.sql() + " ilike :search")
                    .toList();
            conditions.add("(" + String.join(" or ", places) + ")");
            parameters.put("search", "%" + escaped(query.search().strip()) + "%");
        }
        query.filters().forEach((key, value) -> {
            ListColumn column = column(key);
            String condition = column.condition();
            if (condition == null) {
                throw new InvalidListQuery("the list cannot be filtered by \"" + key + "\"");
            }
            conditions.add("(" + condition.replace(":value", ":filter_" + key) + ")");
            parameters.put("filter_" + key, value);
        });
        if (cursor != null) {
            ListColumn sort = sort(query);
            String sign = query.descending() == cursor.before() ? ">" : "<";
            conditions.add("(" + sort.sql() + ", " + id + ") " + sign + " (cast(:cursor_value as " + sort.type()
                    + "), :cursor_id)");
            parameters.put("cursor_value", cursor.value());
            parameters.put("cursor_id", cursor.id());
        }
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private ListColumn sort(ListQuery query) {
        ListColumn column = query.sort().isEmpty() ? columns.getFirst() : column(query.sort());
        if (!column.sortable()) {
            throw new InvalidListQuery("the list cannot be sorted by \"" + column.key() + "\"");
        }
        return column;
    }

    private ListColumn column(String key) {
        return columns.stream()
                .filter(column -> column.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidListQuery("the list has no column \"" + key + "\""));
    }

    /** The characters that mean something in a pattern, so that they mean themselves. */
    private static String escaped(String search) {
        return search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private record Narrowing(String unit, String permission) {
        /** The units that the acting account reaches with the permission; empty if there are too many to name. */
        Optional<String[]> reach(JdbcClient jdbc) {
            return jdbc.sql("select scope.reach(:permission, :most)")
                    .param("permission", permission)
                    .param("most", MOST_NAMED)
                    .query((row, number) -> Optional.ofNullable(row.getArray(1)))
                    .single()
                    .map(Narrowing::texts);
        }

        private static String[] texts(Array units) {
            try {
                return Arrays.stream((Object[]) units.getArray())
                        .map(Object::toString)
                        .toArray(String[]::new);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Placed<R>(R row, String value, UUID id) {
        Cursor cursor(boolean before) {
            return new Cursor(before, value, id);
        }
    }
}
