package dev.sekisho.server.incident;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The files of each incident. Their digests stand in the ledger; their bytes in the {@link FileVault}. */
@Repository
@Transactional(readOnly = true)
class EvidenceFiles {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTE = 2000;

    private final JdbcClient jdbc;
    private final FileVault vault;
    private final IncidentWork work;

    EvidenceFiles(JdbcClient jdbc, FileVault vault, IncidentWork work) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.work = work;
    }

    /** The files of an incident, in the order in which they were added. */
    List<EvidenceFile> of(UUID incident) {
        return jdbc.sql("""
                select id, name, digest, size, note, added, actor
                  from incident.file
                 where incident = :incident
                 order by added, id
                """)
                .param("incident", incident)
                .query(EvidenceFiles::row)
                .list();
    }

    EvidenceFile get(UUID incident, UUID file) {
        return of(incident).stream()
                .filter(one -> one.id().equals(file))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /**
     * Adds a file. The bytes are on the disk before the row is committed; where the transaction fails they stay without a
     * row, which harms nobody.
     */
    @Transactional
    EvidenceFile add(UUID id, String name, InputStream bytes, String note) {
        if (note.length() > LONGEST_NOTE) {
            throw Refusal.invalid("note", "incident.invalid.text", LONGEST_NOTE, note.length());
        }
        Incident incident = work.requireOpen(id);
        FileVault.Stored stored;
        try {
            stored = vault.store(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the file could not be stored", e);
        }
        UUID file = Uuids.next();
        String shown = shownName(name);
        Actor actor = Actor.current();
        jdbc.sql("""
                insert into incident.file (id, incident, name, digest, size, note, account, actor)
                values (:id, :incident, :name, :digest, :size, :note, :account, :actor)
                """)
                .param("id", file)
                .param("incident", id)
                .param("name", shown)
                .param("digest", HexFormat.of().parseHex(stored.digest()))
                .param("size", stored.size())
                .param("note", note)
                .param("account", actor.account())
                .param("actor", actor.name())
                .update();
        work.record(
                incident,
                "incident.fileAdded",
                Map.of("file", shown, "digest", stored.digest(), "size", Long.toString(stored.size())));
        return get(id, file);
    }

    /** What is left of a name: its last part, without control characters. It is shown and offered, and opens nothing. */
    static String shownName(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\"]", "")
                .strip();
        String cut = last.length() > LONGEST_NAME ? last.substring(last.length() - LONGEST_NAME) : last;
        return cut.isEmpty() || cut.matches("\\.+") ? "file" : cut;
    }

    private static EvidenceFile row(ResultSet row, int number) throws SQLException {
        return new EvidenceFile(
                row.getObject("id", UUID.class),
                row.getString("name"),
                HexFormat.of().formatHex(row.getBytes("digest")),
                row.getLong("size"),
                row.getString("note"),
                row.getTimestamp("added").toInstant(),
                row.getString("actor"));
    }
}
