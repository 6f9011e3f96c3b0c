package dev.sekisho.server;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody with a browser that has no screen: keeps cookies, sends forms with their token, follows no redirection. */
public final class Visitor {
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final RunningServer server;
    private final CookieManager cookies;
    private final HttpClient client;

    Visitor(RunningServer server) {
        this(server, null, new CookieManager(null, CookiePolicy.ACCEPT_ALL));
    }

    /** From an address of this machine; null: from any. */
    Visitor(RunningServer server, @Nullable InetAddress from) {
        this(server, from, new CookieManager(null, CookiePolicy.ACCEPT_ALL));
    }

    private Visitor(RunningServer server, @Nullable InetAddress from, CookieManager cookies) {
        this.server = server;
        this.cookies = cookies;
        try {
            HttpClient.Builder builder =
                    TrustedClient.builder(server.certificate()).cookieHandler(cookies);
            this.client = (from == null ? builder : builder.localAddress(from)).build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same browser before another server. */
    Visitor before(RunningServer other) {
        return new Visitor(other, null, cookies);
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(address(path)).GET());
    }

    /** Sends a form with the token of the page from which it comes. */
    public HttpResponse<String> post(String page, String path, Map<String, String> fields) {
        return postWith(formToken(get(page).body()), path, fields);
    }

    /** The token that the forms of a page carry. */
    static String formToken(String page) {
        Matcher token = FORM_TOKEN.matcher(page);
        return token.find() ? token.group(1) : "";
    }

    /** Sends a form with a token that is known already. */
    HttpResponse<String> postWith(String token, String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"))
                + "&_csrf=" + encode(token);
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> api(String method, String path, String token, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI address(String path) {
        return URI.create(server.publicAddress() + path);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
