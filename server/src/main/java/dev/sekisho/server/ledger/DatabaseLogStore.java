package dev.sekisho.server.ledger;

import dev.sekisho.ledger.log.ForkException;
import dev.sekisho.ledger.log.LogStore;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The log in the database. What is written is there when the caller's transaction is committed, all or nothing: so a
 * checkpoint, the entries below it and the places of the evidence can never come apart.
 */
@Component
class DatabaseLogStore implements LogStore {
    private final JdbcClient jdbc;

    DatabaseLogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<byte[]> read(String path, int mostBytes) {
        return jdbc.sql("select substring(content for :most) from ledger.resource where path = :path")
                .param("path", path)
                .param("most", mostBytes + 1)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    @Override
    public void write(Map<String, byte[]> resources) {
        jdbc.sql("""
                insert into ledger.resource (path, content)
                select * from unnest(:paths, :contents)
                    on conflict (path) do update set content = excluded.content
                """)
                .param("paths", resources.keySet().toArray(String[]::new))
                .param("contents", resources.values().toArray(byte[][]::new))
                .update();
    }

    @Override
    public void commit(Optional<byte[]> before, byte[] checkpoint) throws ForkException {
        int changed = before.isEmpty()
                ? jdbc.sql("insert into ledger.resource (path, content) values (:path, :next) on conflict do nothing")
                        .param("path", CHECKPOINT)
                        .param("next", checkpoint)
                        .update()
                : jdbc.sql("update ledger.resource set content = :next where path = :path and content = :before")
                        .param("path", CHECKPOINT)
                        .param("next", checkpoint)
                        .param("before", before.get())
                        .update();
        if (changed != 1) {
            throw new ForkException("the checkpoint in the database is not the one that this log has written");
        }
    }

    @Override
    public void discard(Collection<String> paths) {
        jdbc.sql("delete from ledger.resource where path = any (:paths)")
                .param("paths", paths.toArray(String[]::new))
                .update();
    }
}
