package dev.sekisho.server.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * Who gets through to the endpoints at all. Two chains: programs come with a token and have no session; people come with a
 * session that both factors opened.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {
    private static final String[] OPEN_PATHS = {
        "/login",
        "/login/**",
        "/start/**",
        "/credentials/**",
        "/preferences/language",
        "/preferences/theme",
        "/webjars/**",
        "/assets/**",
        "/error"
    };

    /** No script and no style but our own files; no frame, no plug-in, no form to elsewhere. */
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain programChain(HttpSecurity http, Tokens tokens) {
        headers(http);
        return http.securityMatcher("/api/**")
                .csrf(AbstractHttpConfigurer::disable) // no cookie is looked at here
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAuthority(Stage.SIGNED_IN.authority()))
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, failure) -> {
                    response.setStatus(401);
                    response.setHeader("WWW-Authenticate", "Bearer");
                    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                    response.getWriter().write("""
                                    {"title":"Unauthorized","status":401,"detail":"This needs a valid token in the header \
                                    Authorization: Bearer."}""");
                }))
                .addFilterBefore(new TokenFilter(tokens), AuthorizationFilter.class)
                .addFilterAfter(new ActorFilter(), AuthorizationFilter.class)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain peopleChain(HttpSecurity http, SecurityContextRepository contexts) {
        headers(http);
        return http.securityContext(context -> context.securityContextRepository(contexts))
                .csrf(csrf -> csrf.csrfTokenRepository(formTokens()))
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.requestMatchers(OPEN_PATHS)
                        .permitAll()
                        .anyRequest()
                        .hasAuthority(Stage.SIGNED_IN.authority()))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (request, response, failure) -> response.sendRedirect("/login"))
                        .accessDeniedHandler((request, response, failure) -> {
                            if (request.getUserPrincipal() instanceof AccountAuthentication authentication
                                    && authentication.stage() == Stage.PASSWORD_GIVEN
                                    && request.getMethod().equals("GET")) {
                                response.sendRedirect("/login/code");
                            } else {
                                response.sendError(403);
                            }
                        }))
                .logout(logout -> logout.logoutSuccessUrl("/login")
                        .addLogoutHandler(new HeaderWriterLogoutHandler(
                                new ClearSiteDataHeaderWriter(ClearSiteDataHeaderWriter.Directive.CACHE))))
                .addFilterAfter(new ActorFilter(), AuthorizationFilter.class)
                .build();
    }

    private static void headers(HttpSecurity http) {
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(
                        policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()"))
                .crossOriginOpenerPolicy(policy ->
                        policy.policy(CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy.SAME_ORIGIN)));
    }

    /** The token lies in a cookie that only this very host can set, so that a page before sign-in needs no session. */
    private static CookieCsrfTokenRepository formTokens() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("__Host-sekisho-form");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.secure(true).httpOnly(true).sameSite("Lax"));
        return tokens;
    }

    @Bean
    SecurityContextRepository securityContextRepository() {
        return new HttpSessionSecurityContextRepository();
    }

    @Bean
    CookieSerializer sessionCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("__Host-sekisho");
        cookie.setUseSecureCookie(true);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        return cookie;
    }

    /** Nobody signs in through Spring's own manager; without this bean it would make up a user. */
    @Bean
    AuthenticationManager authenticationManager() {
        return authentication -> {
            throw new AuthenticationException("people sign in on the page, programs by a token") {};
        };
    }

    @Bean
    SecretBox secretBox(@Value("${sekisho.key-file}") Path file) throws IOException {
        return SecretBox.withKeyIn(file);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
