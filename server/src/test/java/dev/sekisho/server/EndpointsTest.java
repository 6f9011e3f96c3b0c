package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.scope.EndpointGuard;
import dev.sekisho.server.scope.Open;
import dev.sekisho.server.scope.Permission;
import dev.sekisho.server.scope.Requires;
import dev.sekisho.server.scope.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What every endpoint declares. */
class EndpointsTest {
    /** Everything that answers somebody who is not signed in. */
    private static final Set<String> OPEN_PATHS = Set.of(
            "/login",
            "/login/code",
            "/login/enrol",
            "/login/passkey",
            "/login/passkey/options",
            "/start/{secret}",
            "/credentials/{secret}",
            "/preferences/language",
            "/preferences/theme");

    static Map<RequestMappingInfo, HandlerMethod> endpoints() {
        return TestServer.shared()
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods();
    }

    @Test
    void declareTheirPermission() {
        List<String> silent = new ArrayList<>();
        endpoints().forEach((mapping, method) -> {
            long declarations = List.of(Requires.class, SignedIn.class, Open.class).stream()
                    .filter(method::hasMethodAnnotation)
                    .count();
            boolean library = EndpointGuard.ENDPOINTS_OF_LIBRARIES.containsKey(
                    method.getBeanType().getName());
            if (declarations != (library ? 0 : 1)) {
                silent.add(mapping + " → " + method);
            }
        });
        assertThat(silent)
                .as("endpoints that do not declare exactly one of @Requires, @SignedIn and @Open")
                .isEmpty();
    }

    @Test
    void requirePermissionsThatARoomDeclares() {
        Set<String> declared = TestServer.shared().context().getBeansOfType(Permission.class).values().stream()
                .map(Permission::code)
                .collect(Collectors.toSet());
        Set<String> required = endpoints().values().stream()
                .map(method -> method.getMethodAnnotation(Requires.class))
                .filter(requires -> requires != null)
                .map(Requires::value)
                .collect(Collectors.toSet());
        assertThat(declared).containsAll(required);
    }

    @Test
    void areOpenOnlyWhereOneSignsInOrChoosesALanguage() {
        Set<String> open = endpoints().entrySet().stream()
                .filter(endpoint -> endpoint.getValue().hasMethodAnnotation(Open.class))
                .flatMap(endpoint -> endpoint.getKey().getPatternValues().stream())
                .collect(Collectors.toSet());
        assertThat(open).isEqualTo(OPEN_PATHS);
    }

    @Test
    void sendWhoeverIsNotSignedInToTheSignInPage() {
        Visitor stranger = new Visitor(TestServer.shared());
        endpoints().forEach((mapping, method) -> {
            if (method.hasMethodAnnotation(Open.class)
                    || !mapping.getMethodsCondition().getMethods().toString().equals("[GET]")) {
                return;
            }
            for (String pattern : mapping.getPatternValues()) {
                String path = ScopeTest.filled(pattern, "019b0000-0000-7000-8000-000000000000");
                var answer = stranger.get(path);
                if (path.startsWith("/api/")) {
                    assertThat(answer.statusCode()).as(path).isEqualTo(401);
                } else {
                    assertThat(answer.statusCode()).as(path).isEqualTo(302);
                    assertThat(answer.headers().firstValue("Location").orElse(""))
                            .as(path)
                            .endsWith("/login");
                }
            }
        });
    }
}
