package dev.sekisho.server.console;

import dev.sekisho.server.scope.Open;
import dev.sekisho.server.scope.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** What somebody chooses for himself: language, colours, columns. */
@Controller
class PreferencePages {
    private static final Duration A_YEAR = Duration.ofDays(365);

    private final LocaleResolver locales;
    private final Preferences preferences;

    PreferencePages(LocaleResolver locales, Preferences preferences) {
        this.locales = locales;
        this.preferences = preferences;
    }

    @PostMapping("/preferences/language")
    @Open("the page on which one signs in speaks both languages")
    String language(
            @RequestParam Language language,
            @RequestParam String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        locales.setLocale(request, response, language.locale());
        return "redirect:" + inside(back);
    }

    @PostMapping("/preferences/theme")
    @Open("a cookie of the browser's own")
    String theme(@RequestParam PageContext.Theme theme, @RequestParam String back, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(PageContexts.THEME_COOKIE, theme.code())
                .path("/")
                .maxAge(A_YEAR)
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return "redirect:" + inside(back);
    }

    @PostMapping("/preferences/tables/{table}")
    @SignedIn("everybody chooses his own columns")
    String columns(
            @PathVariable String table,
            @RequestParam(defaultValue = "") List<String> columns,
            @RequestParam String back) {
        preferences.chooseColumns(table, new LinkedHashSet<>(columns));
        return "redirect:" + inside(back);
    }

    /** The address if it is one of ours; otherwise the first page, so that no form leads to another site. */
    static String inside(String address) {
        boolean ours = address.matches("/[A-Za-z0-9/._~%?&=+,:-]*") && !address.startsWith("//");
        return ours ? address : "/";
    }
}
