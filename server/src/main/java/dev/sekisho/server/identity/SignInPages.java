package dev.sekisho.server.identity;

import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Open;
import io.nayuki.qrcodegen.QrCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** The pages by which one comes in: password, second factor, and the links that work once. */
@Controller
class SignInPages {
    private static final String OPEN = "whoever signs in is not signed in yet";
    private static final String PENDING_SECRET = "sekisho.pendingSecret";

    private final Credentials credentials;
    private final Links links;
    private final SignIn signIn;
    private final AttemptLimit limit;

    SignInPages(Credentials credentials, Links links, SignIn signIn, AttemptLimit limit) {
        this.credentials = credentials;
        this.links = links;
        this.signIn = signIn;
        this.limit = limit;
    }

    @GetMapping("/login")
    @Open(OPEN)
    View password(PageContext page) {
        return page.show("identity/login.jte", Map.of("failed", false));
    }

    @PostMapping("/login")
    @Open(OPEN)
    View password(
            PageContext page,
            @RequestParam String email,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        limit.count(request.getRemoteAddr());
        Optional<SignedInAccount> account =
                Actor.AUTHENTICATION.call(() -> credentials.byPassword(email.strip(), password));
        if (account.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return page.show("identity/login.jte", Map.of("failed", true));
        }
        signIn.enter(Stage.PASSWORD_GIVEN, account.get(), request, response);
        return to("/login/code");
    }

    @GetMapping("/login/code")
    @Open(OPEN)
    View code(PageContext page) {
        SignedInAccount account = halfSignedIn();
        if (account == null) {
            return to("/login");
        }
        boolean known = Actor.AUTHENTICATION.call(() -> credentials.hasSecondFactor(account.id()));
        return known ? page.show("identity/code.jte", Map.of("failed", false)) : to("/login/enrol");
    }

    @PostMapping("/login/code")
    @Open(OPEN)
    View code(PageContext page, @RequestParam String code, HttpServletRequest request, HttpServletResponse response) {
        limit.count(request.getRemoteAddr());
        SignedInAccount account = halfSignedIn();
        if (account == null) {
            return to("/login");
        }
        if (!Actor.AUTHENTICATION.call(() -> credentials.acceptsCode(account.id(), code))) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return page.show("identity/code.jte", Map.of("failed", true));
        }
        signIn.enter(Stage.SIGNED_IN, account, request, response);
        return to("/");
    }

    @GetMapping("/login/enrol")
    @Open(OPEN)
    View enrol(PageContext page, HttpSession session) {
        SignedInAccount account = halfSignedIn();
        if (account == null || Actor.AUTHENTICATION.call(() -> credentials.hasSecondFactor(account.id()))) {
            return to("/login");
        }
        if (!(session.getAttribute(PENDING_SECRET) instanceof byte[])) {
            session.setAttribute(PENDING_SECRET, Totp.newSecret());
        }
        return enrolPage(page, session, account, false);
    }

    @PostMapping("/login/enrol")
    @Open(OPEN)
    View enrol(PageContext page, @RequestParam String code, HttpServletRequest request, HttpServletResponse response) {
        limit.count(request.getRemoteAddr());
        SignedInAccount account = halfSignedIn();
        HttpSession session = request.getSession();
        if (account == null || !(session.getAttribute(PENDING_SECRET) instanceof byte[] secret)) {
            return to("/login");
        }
        if (!Actor.AUTHENTICATION.call(() -> credentials.enrols(account.id(), secret, code))) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return enrolPage(page, session, account, true);
        }
        session.removeAttribute(PENDING_SECRET);
        signIn.enter(Stage.SIGNED_IN, account, request, response);
        return to("/");
    }

    private View enrolPage(PageContext page, HttpSession session, SignedInAccount account, boolean failed) {
        byte[] secret = (byte[]) session.getAttribute(PENDING_SECRET);
        String address = Totp.address(secret, account.name());
        return page.show(
                "identity/enrol.jte",
                Map.of(
                        "secret",
                        Totp.text(secret),
                        "picture",
                        QrPicture.of(QrCode.encodeText(address, QrCode.Ecc.MEDIUM)),
                        "failed",
                        failed));
    }

    @GetMapping("/start/{secret}")
    @Open("the link itself is the proof")
    View firstAdministrator(PageContext page, @PathVariable String secret, HttpServletRequest request) {
        limit.count(request.getRemoteAddr());
        boolean works = Actor.SETUP.call(() -> links.works(secret, "FIRST_ADMINISTRATOR"));
        return page.show(works ? "identity/start.jte" : "identity/used-link.jte", Map.of());
    }

    @PostMapping("/start/{secret}")
    @Open("the link itself is the proof")
    View firstAdministrator(
            @PathVariable String secret,
            @RequestParam String groupEn,
            @RequestParam String groupJa,
            @RequestParam String name,
            @RequestParam String email,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        limit.count(request.getRemoteAddr());
        SignedInAccount account = Actor.SETUP.call(() -> links.useForFirstAdministrator(
                secret, groupEn.strip(), groupJa.strip(), name.strip(), email.strip(), password));
        signIn.enter(Stage.PASSWORD_GIVEN, account, request, response);
        return to("/login/enrol");
    }

    @GetMapping("/credentials/{secret}")
    @Open("the link itself is the proof")
    View credentials(PageContext page, @PathVariable String secret, HttpServletRequest request) {
        limit.count(request.getRemoteAddr());
        boolean works = Actor.SETUP.call(() -> links.works(secret, "CREDENTIALS"));
        return page.show(works ? "identity/credentials.jte" : "identity/used-link.jte", Map.of());
    }

    @PostMapping("/credentials/{secret}")
    @Open("the link itself is the proof")
    View credentials(
            @PathVariable String secret,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        limit.count(request.getRemoteAddr());
        SignedInAccount account = Actor.SETUP.call(() -> links.useForCredentials(secret, password));
        signIn.enter(Stage.PASSWORD_GIVEN, account, request, response);
        return to("/login/enrol");
    }

    private static @Nullable SignedInAccount halfSignedIn() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof AccountAuthentication authentication
                ? authentication.getPrincipal()
                : null;
    }

    private static View to(String path) {
        RedirectView view = new RedirectView(path, false);
        view.setExposeModelAttributes(false);
        return view;
    }
}
