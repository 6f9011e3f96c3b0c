package dev.sekisho.server.notice;

import static dev.sekisho.server.scope.BuiltInRole.ADMINISTRATOR;

import dev.sekisho.server.console.HomeTile;
import dev.sekisho.server.console.NavigationEntry;
import dev.sekisho.server.console.NavigationEntry.Section;
import dev.sekisho.server.scope.Permission;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room allows and to whom, and where it shows itself. */
@Configuration(proxyBeanMethods = false)
class NoticePermissions {
    static final String OPERATE = "mail.operate";

    @Bean
    Permission operateMail() {
        return new Permission(OPERATE, ADMINISTRATOR);
    }

    @Bean
    NavigationEntry noticesEntry() {
        return new NavigationEntry(Section.START, 2, "notices", "/notices", "bell", "");
    }

    @Bean
    NavigationEntry mailsEntry() {
        return new NavigationEntry(Section.EVIDENCE, 50, "mails", "/mails", "mail", OPERATE);
    }

    @Bean
    HomeTile unreadTile(Inbox inbox) {
        return new HomeTile() {
            @Override
            public int order() {
                return -1;
            }

            @Override
            public String permission() {
                return "";
            }

            @Override
            public Optional<Content> content() {
                int unread = inbox.countUnread();
                return unread == 0
                        ? Optional.empty()
                        : Optional.of(new Content("unreadNotices", unread, "/notices?filter.read=false", "bell"));
            }
        };
    }
}
