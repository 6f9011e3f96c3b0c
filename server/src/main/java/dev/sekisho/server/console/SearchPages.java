package dev.sekisho.server.console;

import dev.sekisho.server.scope.EndpointGuard;
import dev.sekisho.server.scope.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.View;

/** The search, for people and for programs. */
@Controller
@Tag(name = "search")
class SearchPages {
    private static final String WHY_SIGNED_IN = "each source asks for its own permission";

    private final Search search;
    private final EndpointGuard guard;

    SearchPages(Search search, EndpointGuard guard) {
        this.search = search;
        this.guard = guard;
    }

    @GetMapping("/search")
    @SignedIn(WHY_SIGNED_IN)
    View page(PageContext page, @RequestParam(defaultValue = "") String q, HttpServletRequest request) {
        List<Search.Group> groups = search.find(SearchWords.parse(q), guard.permissions(request), page.text());
        return page.show("console/search.jte", Map.of("asked", q.strip(), "groups", groups));
    }

    @GetMapping("/api/v1/search")
    @SignedIn(WHY_SIGNED_IN)
    @ResponseBody
    @Operation(summary = "Searches everything that the token may see", description = "All words of q must be found.")
    Found program(
            @RequestParam(defaultValue = "") String q,
            @Parameter(hidden = true) PageContext page,
            @Parameter(hidden = true) HttpServletRequest request) {
        return new Found(search.find(SearchWords.parse(q), guard.permissions(request), page.text()));
    }

    /** What was found, by kind. */
    record Found(List<Search.Group> groups) {
        Found {
            groups = List.copyOf(groups);
        }
    }
}
