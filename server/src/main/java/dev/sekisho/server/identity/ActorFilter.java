package dev.sekisho.server.identity;

import dev.sekisho.server.scope.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets everything behind it run as the account that is signed in. Half signed in is not signed in. */
final class ActorFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof AccountAuthentication authentication)
                || authentication.stage() != Stage.SIGNED_IN) {
            chain.doFilter(request, response);
            return;
        }
        SignedInAccount account = authentication.getPrincipal();
        Actor actor = new Actor(account.id(), account.name(), authentication.tokenPermissions());
        try {
            actor.<@Nullable Void, Exception>perform(() -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
