package dev.sekisho.server.notice;

import dev.sekisho.server.console.Language;
import dev.sekisho.server.scope.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How each account wants to be told. */
@Repository
@Transactional(readOnly = true)
class SettingsStore {
    private final JdbcClient jdbc;

    SettingsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an account has chosen; empty if it never did. */
    Optional<Settings> find(UUID account) {
        return jdbc.sql("""
                select language, zone, mode, digest_hour, quiet_from, quiet_until, muted
                  from notice.setting
                 where account = :account
                """).param("account", account).query(SettingsStore::row).optional();
    }

    /** Remembers what the one who acts has chosen. */
    @Transactional
    void save(Settings settings) {
        jdbc.sql("""
                insert into notice.setting (account, language, zone, mode, digest_hour, quiet_from, quiet_until, muted)
                values (:account, :language, :zone, :mode, :digestHour, :quietFrom, :quietUntil, :muted)
                    on conflict (account) do update
                   set language = excluded.language, zone = excluded.zone, mode = excluded.mode,
                       digest_hour = excluded.digest_hour, quiet_from = excluded.quiet_from,
                       quiet_until = excluded.quiet_until, muted = excluded.muted
                """)
                .param("account", Actor.current().account())
                .param("language", settings.language().tag())
                .param("zone", settings.zone().getId())
                .param("mode", settings.mode().name())
                .param("digestHour", settings.digestHour())
                .param("quietFrom", time(settings.quietFrom()))
                .param("quietUntil", time(settings.quietUntil()))
                .param("muted", settings.muted().toArray(String[]::new))
                .update();
    }

    private static @Nullable Time time(@Nullable LocalTime time) {
        return time == null ? null : Time.valueOf(time);
    }

    private static Settings row(ResultSet row, int number) throws SQLException {
        return new Settings(
                Language.of(Locale.forLanguageTag(row.getString("language"))),
                ZoneId.of(row.getString("zone")),
                MailMode.valueOf(row.getString("mode")),
                row.getInt("digest_hour"),
                row.getObject("quiet_from", LocalTime.class),
                row.getObject("quiet_until", LocalTime.class),
                Set.of((String[]) row.getArray("muted").getArray()));
    }
}
