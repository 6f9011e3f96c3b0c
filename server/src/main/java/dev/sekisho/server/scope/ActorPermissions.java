package dev.sekisho.server.scope;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What the one who acts may do. */
@Repository
@Transactional(readOnly = true)
public class ActorPermissions {
    private final JdbcClient jdbc;

    ActorPermissions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The permissions that he has now, each on at least one unit. */
    public Set<String> anywhere() {
        return new HashSet<>(jdbc.sql("select scope.permissions()")
                .query((row, number) -> row.getString(1))
                .list());
    }

    /** Whether he has a permission on this unit now, through a role there or above. */
    public boolean holds(String permission, UUID unit) {
        return jdbc.sql("select scope.holds(:permission, :unit)")
                .param("permission", permission)
                .param("unit", unit)
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    /** Refuses if he does not have a permission on this unit now. */
    public void require(String permission, UUID unit) {
        if (!holds(permission, unit)) {
            throw new Refusal(Refusal.Reason.FORBIDDEN, null, "refusal.forbidden");
        }
    }
}
