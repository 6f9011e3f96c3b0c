package dev.sekisho.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Takes a browser from one stage of signing in to the next. Its session gets another id each time (session fixation). */
@Component
final class SignIn {
    static final String DEVICE = "sekisho.device";
    static final String ADDRESS = "sekisho.address";

    private static final int LONGEST_DEVICE = 300;

    private final SecurityContextRepository contexts;

    SignIn(SecurityContextRepository contexts) {
        this.contexts = contexts;
    }

    void enter(Stage stage, SignedInAccount account, HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession();
        request.changeSessionId();
        String device = request.getHeader("User-Agent");
        session.setAttribute(
                DEVICE, device == null ? "" : device.substring(0, Math.min(device.length(), LONGEST_DEVICE)));
        session.setAttribute(ADDRESS, request.getRemoteAddr());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(AccountAuthentication.at(stage, account));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
