package dev.sekisho.server.backup;

import java.util.List;
import java.util.Map;

/**
 * What a backup holds. It is its last part, so that it can tell the digests of all others.
 *
 * @param made when, as ISO 8601
 * @param database the version of PostgreSQL that it was made from
 * @param rooms the last migration of each room
 * @param tables the tables in an order in which they can be filled
 * @param partitions parts of tables that the server has made while it ran
 * @param sequences the next values of sequences by their names
 * @param files the files of the data directory, by their names there
 */
record Manifest(
        String made,
        String database,
        Map<String, String> rooms,
        List<Table> tables,
        List<Partition> partitions,
        Map<String, Long> sequences,
        Map<String, Content> files) {
    Manifest {
        rooms = Map.copyOf(rooms);
        tables = List.copyOf(tables);
        partitions = List.copyOf(partitions);
        sequences = Map.copyOf(sequences);
        files = Map.copyOf(files);
    }

    /**
     * A table.
     *
     * @param name schema and name, quoted as SQL needs it
     * @param columns its columns, quoted
     * @param rows how many rows
     */
    record Table(String name, List<String> columns, long rows, Content content) {
        Table {
            columns = List.copyOf(columns);
        }
    }

    /** The part of a table and the bounds that it was made with. */
    record Partition(String table, String name, String bounds) {}

    /** How long something is, and its SHA-256 in hexadecimal digits. */
    record Content(long bytes, String digest) {}
}
