package dev.sekisho.server.console;

import dev.sekisho.server.scope.Actor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/**
 * What every page needs beside its own content: who looks at it, in which language, and the parts around it. A controller
 * takes one as a parameter and answers with {@link #show}.
 */
public final class PageContext {
    private final TemplateRenderer renderer;
    private final Text text;
    private final Theme theme;
    private final ZoneId zone;
    private final String path;
    private final @Nullable Actor actor;
    private final Set<String> permissions;
    private final List<Navigation.Part> navigation;
    private final FormToken formToken;
    private final @Nullable Notice notice;

    PageContext(
            TemplateRenderer renderer,
            Text text,
            Theme theme,
            ZoneId zone,
            String path,
            @Nullable Actor actor,
            Set<String> permissions,
            List<Navigation.Part> navigation,
            FormToken formToken,
            @Nullable Notice notice) {
        this.renderer = renderer;
        this.text = text;
        this.theme = theme;
        this.zone = zone;
        this.path = path;
        this.actor = actor;
        this.permissions = Set.copyOf(permissions);
        this.navigation = List.copyOf(navigation);
        this.formToken = formToken;
        this.notice = notice;
    }

    /** A page: a template below {@code src/main/jte} and its parameters; the context itself is added as {@code page}. */
    public View show(String template, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("page", this);
        return renderer.view(template, all);
    }

    /** Whether the one who looks has the permission on any unit. */
    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    public Text text() {
        return text;
    }

    /** Short for the text of a key. */
    public String say(String key, Object... arguments) {
        return text.of(key, arguments);
    }

    public String moment(Instant instant) {
        return text.moment(instant, zone);
    }

    public ZoneId zone() {
        return zone;
    }

    public Theme theme() {
        return theme;
    }

    public String path() {
        return path;
    }

    public @Nullable Actor actor() {
        return actor;
    }

    public List<Navigation.Part> navigation() {
        return navigation;
    }

    public FormToken formToken() {
        return formToken;
    }

    /** What the action before this page has to say. */
    public @Nullable Notice notice() {
        return notice;
    }

    /** The token that every form carries, so that no other site can send it. */
    public record FormToken(String name, String value) {}

    /** A sentence above the page. */
    public record Notice(boolean success, String text) {}

    /** Colours of the pages. */
    public enum Theme {
        /** As the system has it. */
        AUTO,
        LIGHT,
        DARK;

        /** For addresses and attributes. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
