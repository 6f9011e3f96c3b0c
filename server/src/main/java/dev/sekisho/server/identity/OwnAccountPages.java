package dev.sekisho.server.identity;

import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.ActorPermissions;
import dev.sekisho.server.scope.SignedIn;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own account: sessions, passkeys and tokens. */
@Controller
class OwnAccountPages {
    private static final String OWN = "everybody looks after his own sessions and tokens";

    private final Sessions sessions;
    private final Passkeys passkeys;
    private final Tokens tokens;
    private final ActorPermissions permissions;

    OwnAccountPages(Sessions sessions, Passkeys passkeys, Tokens tokens, ActorPermissions permissions) {
        this.sessions = sessions;
        this.passkeys = passkeys;
        this.tokens = tokens;
        this.permissions = permissions;
    }

    @GetMapping("/account")
    @SignedIn(OWN)
    View show(PageContext page, HttpSession session) {
        return page.show(
                "identity/own-account.jte",
                Map.of(
                        "sessions",
                        sessions.of(Actor.current().account(), session.getId()),
                        "passkeys",
                        passkeys.own(),
                        "tokens",
                        tokens.own(),
                        "permissions",
                        new TreeSet<>(permissions.anywhere())));
    }

    @PostMapping("/account/sessions/{handle}/end")
    @SignedIn(OWN)
    String end(@PathVariable String handle, RedirectAttributes redirect) {
        sessions.end(Actor.current().account(), handle);
        redirect.addFlashAttribute("notice", "session.done.ended");
        return "redirect:/account";
    }

    @PostMapping("/account/tokens")
    @SignedIn(OWN)
    View issue(
            PageContext page,
            @RequestParam String name,
            @RequestParam int days,
            @RequestParam(defaultValue = "") List<String> permissions) {
        String secret = tokens.issue(name.strip(), Set.copyOf(permissions), Duration.ofDays(days));
        return page.show("identity/token.jte", Map.of("secret", secret));
    }

    @PostMapping("/account/tokens/{id}/revoke")
    @SignedIn(OWN)
    String revoke(@PathVariable UUID id, RedirectAttributes redirect) {
        tokens.revoke(id);
        redirect.addFlashAttribute("notice", "token.done.revoked");
        return "redirect:/account";
    }
}
