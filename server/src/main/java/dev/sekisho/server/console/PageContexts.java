package dev.sekisho.server.console;

import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.EndpointGuard;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.WebUtils;

/** Makes the context of a page out of its request. */
@Component
final class PageContexts implements HandlerMethodArgumentResolver {
    static final String THEME_COOKIE = "sekisho-theme";

    /** The zone of the browser, told by a script of ours. */
    static final String ZONE_COOKIE = "sekisho-zone";

    private static final String NOTICE = "notice";

    private final TemplateRenderer renderer;
    private final Texts texts;
    private final Navigation navigation;
    private final EndpointGuard guard;

    PageContexts(TemplateRenderer renderer, Texts texts, Navigation navigation, EndpointGuard guard) {
        this.renderer = renderer;
        this.texts = texts;
        this.navigation = navigation;
        this.guard = guard;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageContext.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
        if (servletRequest == null) {
            throw new IllegalStateException("pages are asked for by HTTP");
        }
        return of(servletRequest);
    }

    PageContext of(HttpServletRequest request) {
        Language language = Language.of(RequestContextUtils.getLocale(request));
        Set<String> permissions = guard.permissions(request);
        Actor actor = Actor.isKnown() ? Actor.current() : null;
        Text text = texts.in(language);
        return new PageContext(
                renderer,
                text,
                theme(request),
                zone(request),
                request.getRequestURI(),
                actor,
                permissions,
                actor == null ? List.of() : navigation.parts(permissions),
                formToken(request),
                notice(request, text));
    }

    private static PageContext.FormToken formToken(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new PageContext.FormToken(token.getParameterName(), token.getToken())
                : new PageContext.FormToken("_csrf", "");
    }

    private static PageContext.@Nullable Notice notice(HttpServletRequest request, Text text) {
        var flash = RequestContextUtils.getInputFlashMap(request);
        return flash != null && flash.get(NOTICE) instanceof String key
                ? new PageContext.Notice(true, text.of(key))
                : null;
    }

    private static PageContext.Theme theme(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, THEME_COOKIE);
        for (PageContext.Theme theme : PageContext.Theme.values()) {
            if (cookie != null && theme.code().equals(cookie.getValue())) {
                return theme;
            }
        }
        return PageContext.Theme.AUTO;
    }

    private static ZoneId zone(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, ZONE_COOKIE);
        try {
            return cookie == null
                    ? ZoneId.of("UTC")
                    : ZoneId.of(cookie.getValue().replace("%2F", "/"));
        } catch (DateTimeException e) {
            return ZoneId.of("UTC");
        }
    }
}
