package dev.sekisho.server.egress;

import static dev.sekisho.server.scope.BuiltInRole.ADMINISTRATOR;
import static dev.sekisho.server.scope.BuiltInRole.AUDITOR;
import static dev.sekisho.server.scope.BuiltInRole.CERT_MEMBER;
import static dev.sekisho.server.scope.BuiltInRole.SECURITY_OFFICER;
import static dev.sekisho.server.scope.BuiltInRole.UNIT_MANAGER;

import dev.sekisho.server.console.HomeTile;
import dev.sekisho.server.console.NavigationEntry;
import dev.sekisho.server.console.NavigationEntry.Section;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Permission;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room allows and to whom, and where it shows itself. */
@Configuration(proxyBeanMethods = false)
class EgressPermissions {
    static final String ALERT_READ = "alert.read";
    static final String ALERT_CHANGE = "alert.change";
    static final String EXCEPTION_CHANGE = "exception.change";
    static final String SESSION_READ = "session.read";
    static final String SENSOR_READ = "sensor.read";
    static final String SENSOR_CHANGE = "sensor.change";

    static final String SENSOR_SEND = "sensor.send";
    static final String BLOCK_READ = "block.read";
    static final String BLOCK_PROPOSE = "block.propose";
    static final String BLOCK_APPROVE = "block.approve";

    @Bean
    Permission sendForSensors() {
        return new Permission(SENSOR_SEND, ADMINISTRATOR);
    }

    @Bean
    Permission readBlocks() {
        return new Permission(BLOCK_READ, ADMINISTRATOR, SECURITY_OFFICER, AUDITOR, CERT_MEMBER);
    }

    @Bean
    Permission proposeBlocks() {
        return new Permission(BLOCK_PROPOSE, ADMINISTRATOR, SECURITY_OFFICER, CERT_MEMBER);
    }

    @Bean
    Permission approveBlocks() {
        return new Permission(BLOCK_APPROVE, ADMINISTRATOR, SECURITY_OFFICER);
    }

    @Bean
    Permission readAlerts() {
        return new Permission(ALERT_READ, ADMINISTRATOR, SECURITY_OFFICER, UNIT_MANAGER, AUDITOR, CERT_MEMBER);
    }

    @Bean
    Permission changeAlerts() {
        return new Permission(ALERT_CHANGE, ADMINISTRATOR, SECURITY_OFFICER, CERT_MEMBER);
    }

    @Bean
    Permission changeExceptions() {
        return new Permission(EXCEPTION_CHANGE, ADMINISTRATOR, SECURITY_OFFICER, CERT_MEMBER);
    }

    @Bean
    Permission readSessions() {
        return new Permission(SESSION_READ, ADMINISTRATOR, SECURITY_OFFICER, CERT_MEMBER);
    }

    @Bean
    Permission readSensors() {
        return new Permission(SENSOR_READ, ADMINISTRATOR, SECURITY_OFFICER, AUDITOR, CERT_MEMBER);
    }

    @Bean
    Permission changeSensors() {
        return new Permission(SENSOR_CHANGE, ADMINISTRATOR);
    }

    @Bean
    NavigationEntry alertsEntry() {
        return new NavigationEntry(Section.CONTROL, 0, "alerts", "/alerts", "alert-triangle", ALERT_READ);
    }

    @Bean
    NavigationEntry exceptionsEntry() {
        return new NavigationEntry(Section.CONTROL, 1, "exceptions", "/exceptions", "shield-off", ALERT_READ);
    }

    @Bean
    NavigationEntry blocksEntry() {
        return new NavigationEntry(Section.CONTROL, 2, "blocks", "/blocks", "ban", BLOCK_READ);
    }

    @Bean
    NavigationEntry sessionsEntry() {
        return new NavigationEntry(Section.CONTROL, 3, "sessions", "/sessions", "arrows-exchange", SESSION_READ);
    }

    @Bean
    NavigationEntry sensorsEntry() {
        return new NavigationEntry(Section.CONTROL, 4, "sensors", "/sensors", "radar-2", SENSOR_READ);
    }

    @Bean
    HomeTile openAlertsTile(Alerts alerts) {
        return new HomeTile() {
            @Override
            public int order() {
                return -10;
            }

            @Override
            public String permission() {
                return ALERT_READ;
            }

            @Override
            public Optional<Content> content() {
                int open = alerts.count(ListQuery.all().with("state", "OPEN"));
                return Optional.of(new Content("openAlerts", open, "/alerts?filter.state=OPEN", "alert-triangle"));
            }
        };
    }
}
