package dev.sekisho.server.scope;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Transactions that know who acts. */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement
class ScopeConfiguration {
    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new AccountTransactionManager(dataSource);
    }
}
