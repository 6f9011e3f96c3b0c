package dev.sekisho.server.scope;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Lets a request through to an endpoint only if it meets what the endpoint declares: {@link Requires}, {@link SignedIn}
 * or {@link Open}. Without a declaration nobody gets through.
 */
@Component
public final class EndpointGuard implements HandlerInterceptor {
    /** Endpoints of libraries, which cannot declare anything, by the name of their class, with the reason. */
    public static final Map<String, String> ENDPOINTS_OF_LIBRARIES = Map.of(
            "org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController",
            "tells of an error that has already happened",
            "org.springdoc.webmvc.api.OpenApiWebMvcResource",
            "the description of the interface, the same for everybody; the filter chain asks for a token");

    private static final String PERMISSIONS = EndpointGuard.class.getName() + ".permissions";

    private final ActorPermissions permissions;

    EndpointGuard(ActorPermissions permissions) {
        this.permissions = permissions;
    }

    /** The permissions of the one who acts, asked once in a request. */
    public Set<String> permissions(HttpServletRequest request) {
        if (!Actor.isKnown()) {
            return Set.of();
        }
        if (request.getAttribute(PERMISSIONS) instanceof ActorHolds known) {
            return known.codes();
        }
        Set<String> codes = permissions.anywhere();
        request.setAttribute(PERMISSIONS, new ActorHolds(codes));
        return codes;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!isAllowed(request, handler)) {
            throw new Refusal(Refusal.Reason.FORBIDDEN, null, "refusal.forbidden");
        }
        return true;
    }

    private boolean isAllowed(HttpServletRequest request, Object handler) {
        if (handler instanceof ResourceHttpRequestHandler) {
            return true;
        }
        if (!(handler instanceof HandlerMethod method)) {
            return false;
        }
        Requires requires = method.getMethodAnnotation(Requires.class);
        if (requires != null) {
            return permissions(request).contains(requires.value());
        }
        if (method.hasMethodAnnotation(SignedIn.class)) {
            return Actor.isKnown();
        }
        return method.hasMethodAnnotation(Open.class)
                || ENDPOINTS_OF_LIBRARIES.containsKey(method.getBeanType().getName());
    }

    private record ActorHolds(Set<String> codes) {}
}
