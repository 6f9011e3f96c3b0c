package dev.sekisho.server.notice;

import dev.sekisho.server.console.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that somebody was told.
 *
 * @param path where it leads
 * @param arguments what stands in its texts
 * @param read when he read it, null if he has not
 */
public record Notice(
        UUID id,
        String kind,
        String path,
        List<String> arguments,
        boolean urgent,
        Instant created,
        @Nullable Instant read) {
    public Notice {
        arguments = List.copyOf(arguments);
    }

    /** In a line. */
    public String subject(Text text) {
        return text.of("notice." + kind + ".subject", arguments.toArray());
    }

    /** In full. */
    public String body(Text text) {
        return text.of("notice." + kind + ".body", arguments.toArray());
    }

    static Notice of(ResultSet row, JsonMapper json) throws SQLException {
        Timestamp read = row.getTimestamp("read");
        return new Notice(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("path"),
                json.readValue(row.getString("arguments"), new TypeReference<List<String>>() {}),
                row.getBoolean("urgent"),
                row.getTimestamp("created").toInstant(),
                read == null ? null : read.toInstant());
    }
}
