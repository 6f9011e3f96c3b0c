package dev.sekisho.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections of the application, in its own role. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final int MOST_CONNECTIONS = 20;
    private static final int KEPT_CONNECTIONS = 2;

    @Bean
    HikariDataSource dataSource(DatabaseAccess access) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sekisho");
        config.setJdbcUrl(access.url());
        config.setUsername(DatabaseAccess.APPLICATION_ROLE);
        config.setPassword(access.applicationPassword());
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(KEPT_CONNECTIONS);
        config.addDataSourceProperty("ApplicationName", "sekisho");
        return new HikariDataSource(config);
    }
}
