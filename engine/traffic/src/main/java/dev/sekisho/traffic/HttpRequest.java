package dev.sekisho.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one HTTP request that the analysis needs. Header values that identify a person (cookies, credentials)
 * are never kept; the body is never kept.
 *
 * @param method as sent, upper or lower case
 * @param target the request target as sent: origin form, absolute form, authority form (CONNECT) or {@code *}
 * @param version {@code 0.9}, {@code 1.0}, {@code 1.1} or {@code 2}
 * @param host the authority: that of an absolute or authority-form target, else the Host header, else null; with its
 *     port if one was given
 * @param userAgent the User-Agent header
 * @param referer the Referer header
 * @param contentType the Content-Type header
 * @param headerNames names of all headers in the order sent, as sent
 * @param sendsCookie whether a Cookie header was present
 * @param sendsCredentials whether an Authorization header was present
 * @param forwardedFor the left-most client named by Forwarded or X-Forwarded-For, null if none
 * @param proxyUser the user of a Basic Proxy-Authorization, null if none; never the password
 * @param bodyBytes length of the body after removing the transfer coding
 * @param bodyEntropy Shannon entropy in bits per byte of the first {@value #SAMPLED_BYTES} bytes of the body, 0 if empty
 * @param bodyType what the first bytes of the body look like
 */
public record HttpRequest(
        String method,
        String target,
        String version,
        @Nullable String host,
        @Nullable String userAgent,
        @Nullable String referer,
        @Nullable String contentType,
        List<String> headerNames,
        boolean sendsCookie,
        boolean sendsCredentials,
        @Nullable String forwardedFor,
        @Nullable String proxyUser,
        long bodyBytes,
        double bodyEntropy,
        BodyType bodyType) {

    /** How many bytes of a body are looked at. */
    public static final int SAMPLED_BYTES = 1024;

    public HttpRequest {
        headerNames = List.copyOf(headerNames);
    }
}
