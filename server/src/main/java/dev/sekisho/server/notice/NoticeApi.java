package dev.sekisho.server.notice;

import dev.sekisho.server.console.ApiPage;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The inbox of a token's account. */
@RestController
@RequestMapping("/api/v1/notices")
@Tag(name = "notices")
class NoticeApi {
    private static final String OWN = "a token reads what its own account was told";

    private final Inbox inbox;

    NoticeApi(Inbox inbox) {
        this.inbox = inbox;
    }

    @GetMapping
    @SignedIn(OWN)
    @Operation(summary = "Lists notices", description = "filter.read with true or false, filter.kind; sort by created.")
    ApiPage<Notice> list(@Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(inbox.slice(query), notice -> notice);
    }

    @PostMapping("/{id}/read")
    @SignedIn(OWN)
    @Operation(summary = "Reads a notice, which counts as read from then on")
    Notice read(@PathVariable UUID id) {
        return inbox.read(id);
    }
}
