package dev.sekisho.extrusion.activity;

/** The yes-or-no facts kept of every exchange, one bit each. */
public enum Trait {
    /** A readable request was seen, other than CONNECT. */
    REQUEST,
    /** Asked through a proxy: CONNECT, or a target that names the server. */
    THROUGH_PROXY,
    /** A readable response of the server was seen; what a proxy answers in its place (407, 502 to 504) is none. */
    RESPONSE,
    GET,
    POST,
    HEAD,
    /** Any method but GET, POST, HEAD and CONNECT. */
    OTHER_METHOD,
    /** Something came back. */
    ANSWERED,
    STATUS_2XX,
    STATUS_3XX,
    STATUS_4XX,
    STATUS_5XX,
    /** The request names the page it comes from. */
    REFERER,
    /** That page is on another server. */
    REFERER_ELSEWHERE,
    /** The page it claims to come from is the very thing it asks for, or the server's bare root. */
    REFERER_SELF,
    COOKIE_SENT,
    COOKIE_SET,
    CREDENTIALS,
    /** Made by a page in a browser: Origin, Sec-Fetch-… or X-Requested-With is present. */
    PAGE_SCRIPT,
    AGENT_ABSENT,
    /** The user agent claims to be a browser. */
    AGENT_BROWSER,
    /** The user agent is unlike what programs send (see the index of that name). */
    AGENT_ODD,
    /** The names of the request's headers are known. */
    HEADERS_KNOWN,
    NO_ACCEPT,
    NO_ACCEPT_LANGUAGE,
    NO_ACCEPT_ENCODING,
    HTTP_1_0,
    /** The request names no host although its version demands it. */
    NO_HOST,
    /** The target has a query. */
    QUERY,
    /** A path segment or parameter is a long run of base64 or hexadecimal. */
    ENCODED_TARGET,
    /** The request has a body without saying of what type. */
    BODY_UNDECLARED,
    /** The request's body is not what its Content-Type says. */
    BODY_MISDECLARED,
    /** The request's body is binary, encrypted or encoded. */
    BODY_OPAQUE,
    /** The response's body is not what its Content-Type says. */
    REPLY_MISDECLARED,
    /** The response's body is binary, encrypted or encoded and no image, media, font, archive or document. */
    REPLY_OPAQUE,
    /** The response is HTML. */
    REPLY_HTML,
    /** The response is what pages are made of: style sheet, script, image, font, media. */
    REPLY_ASSET,
    /** The response is a program. */
    REPLY_PROGRAM,
    REPLY_EMPTY,
    REPLY_CACHEABLE,
    /** Certificate status or revocation list (OCSP, CRL). */
    STATUS_CHECK,
    /** The path ends as a static file does (image, style sheet, script, font, library, program, archive, text). */
    STATIC_PATH,
    /** The path is the root. */
    ROOT_PATH,
    /** The path is one that every server is asked for by browsers and robots (favicon.ico, robots.txt, …). */
    USUAL_PATH;

    /** The bit of this fact. */
    public long bit() {
        return 1L << ordinal();
    }
}
