package dev.sekisho.extrusion.index;

import static dev.sekisho.extrusion.index.Index.Leaning.HIGH;
import static dev.sekisho.extrusion.index.Index.Leaning.LOW;
import static dev.sekisho.extrusion.index.Index.Leaning.NONE;

/**
 * What the requests of a pair and their answers look like. Not numbers for pairs without readable requests and, but for
 * {@link #STATUS_CHECKS}, for those that do nothing but check certificates.
 *
 * <p>A request comes from a page if it carries a cookie, a header that only scripts of pages set (Origin, Sec-Fetch-…,
 * X-Requested-With) or a referer other than itself or its own server's root. A bare request does not.
 */
public enum ShapeIndex implements Index {
    POSTS(Description.share(
            "posts",
            HIGH,
            "Share of requests that are POST, certificate status checks left out.",
            "The client reports to the server.",
            "The client fetches from the server.",
            "{value} of the requests are POST (ordinary: {ordinary}).")),
    BARE_POSTS(Description.share(
            "bare-posts",
            HIGH,
            "Share of requests that are bare POSTs, certificate status checks left out.",
            "A program posts, not a page.",
            "Posts come from pages, if there are any.",
            "{value} of the requests are POSTs that no page made (ordinary: {ordinary}).")),
    BARE_GETS(Description.share(
            "bare-gets",
            HIGH,
            "Share of requests that are bare GETs of another path than the root and those that browsers ask every"
                    + " server for.",
            "A program fetches, not a page.",
            "Fetches come from pages.",
            "{value} of the requests fetch something that no page asked for (ordinary: {ordinary}).")),
    POST_FIRST(Description.yesNo(
            "post-first",
            HIGH,
            "1 if the first POST, certificate status checks left out, came before any HTML page of this server. Not a"
                    + " number without a POST.",
            "Posts to a server of which it never saw a page.",
            "It had seen a page of this server before.",
            "It posts to a server of which it never read a page.")),
    PATH_VARIETY(Description.share(
            "path-variety",
            NONE,
            "Different paths over requests. Not a number below 3 requests.",
            "Every request asks for something else.",
            "The same path again and again.",
            "{value} different paths per request (ordinary: {ordinary}).")),
    PATH_REPEAT(Description.share(
            "path-repeat",
            HIGH,
            "Share of requests for the most asked path. Not a number below 3 requests.",
            "The same path again and again.",
            "Different paths.",
            "{value} of the requests ask for the same path (ordinary: {ordinary}).")),
    PATH_ENTROPY(Description.amount(
            "path-entropy",
            Unit.BITS,
            NONE,
            "Median Shannon entropy of the path in bits per character.",
            "Random or long paths.",
            "Short or plain paths.",
            "The paths carry {value} per character (ordinary: {ordinary}).")),
    ENCODED_TARGETS(Description.share(
            "encoded-targets",
            HIGH,
            "Share of requests whose path or query holds at least 24 characters of base64 or hexadecimal in a row.",
            "Data is hidden in what is asked for.",
            "Readable targets.",
            "{value} of the requests carry encoded data in their address (ordinary: {ordinary}).")),
    QUERY_ENTROPY(Description.amount(
            "query-entropy",
            Unit.BITS,
            NONE,
            "Median Shannon entropy of the query in bits per character, over requests with a query.",
            "Encoded or long parameters.",
            "Plain parameters.",
            "The parameters carry {value} per character (ordinary: {ordinary}).")),
    DEPTH(Description.amount(
            "depth",
            Unit.COUNT,
            NONE,
            "Median number of segments of the path.",
            "Deep paths.",
            "Shallow paths.",
            "The paths have {value} segments (ordinary: {ordinary}).")),
    REFERERS(Description.share(
            "referers",
            LOW,
            "Share of requests for other paths than the root that name another page as their referer.",
            "Requests follow from pages.",
            "Requests come out of nowhere.",
            "Only {value} of the requests follow from a page (ordinary: {ordinary}).")),
    SELF_REFERERS(Description.share(
            "self-referers",
            HIGH,
            "Share of requests whose referer is the very target asked for or the bare root of the same server, with"
                    + " another path asked for, although no page was read there.",
            "A referer made up by a program.",
            "No made-up referers.",
            "{value} of the requests claim to come from the very address they ask for (ordinary: {ordinary}).")),
    REFERRED(Description.yesNo(
            "referred",
            LOW,
            "1 if any request names a page of another server as its referer.",
            "Other pages lead here.",
            "No page leads here.",
            "No page of another server led here.")),
    ASSETS(Description.share(
            "assets",
            LOW,
            "Share of responses that are style sheets, scripts, images, fonts or media by their declared type.",
            "What pages are made of.",
            "Nothing that pages are made of.",
            "Only {value} of the answers are what pages are made of (ordinary: {ordinary}).")),
    PAGES(Description.share(
            "pages",
            NONE,
            "Share of responses that are HTML.",
            "Pages.",
            "No pages.",
            "{value} of the answers are pages (ordinary: {ordinary}).")),
    ERRORS(Description.share(
            "errors",
            HIGH,
            "Share of responses with status 400 to 599. Not a number below 3 responses.",
            "The client insists although the server refuses.",
            "The server delivers.",
            "The server refuses {value} of the requests and the client goes on (ordinary: {ordinary}).")),
    EMPTY_REPLIES(Description.share(
            "empty-replies",
            HIGH,
            "Share of responses with status 200 and an empty body.",
            "The server just nods.",
            "The server delivers.",
            "{value} of the answers are empty (ordinary: {ordinary}).")),
    CACHEABLE(Description.share(
            "cacheable",
            LOW,
            "Share of responses that name a validator or a freshness.",
            "Content meant to be kept, as that of web sites.",
            "Content made for the moment.",
            "Only {value} of the answers may be kept, as web content may (ordinary: {ordinary}).")),
    COOKIES(Description.share(
            "cookies",
            LOW,
            "Share of requests that carry a cookie.",
            "A browser that was here before.",
            "No browser, or a first visit.",
            "Only {value} of the requests carry a cookie (ordinary: {ordinary}).")),
    PAGE_SCRIPTS(Description.share(
            "page-scripts",
            LOW,
            "Share of requests with a header that only scripts of pages set.",
            "Scripts of pages ask.",
            "No script of a page asks.",
            "Only {value} of the requests come from scripts of pages (ordinary: {ordinary}).")),
    MISSING_HEADERS(Description.amount(
            "missing-headers",
            Unit.COUNT,
            HIGH,
            "Mean number of Accept, Accept-Language and Accept-Encoding that requests lack whose user agent claims to"
                    + " be a browser: 0 to 3. Not a number without such requests or where header names are not known.",
            "It claims to be a browser but does not speak like one.",
            "It speaks like the browser that it claims to be.",
            "It claims to be a browser, yet leaves out {value} of 3 headers that every browser sends (ordinary:"
                    + " {ordinary}).")),
    HEADERS(Description.amount(
            "headers",
            Unit.COUNT,
            LOW,
            "Median number of request headers. Not a number where header names are not known.",
            "Talkative, like browsers.",
            "Terse, like programs.",
            "Its requests have only {value} headers (ordinary: {ordinary}).")),
    OLD_VERSION(Description.share(
            "http10",
            HIGH,
            "Share of requests in HTTP/1.0.",
            "A simple program.",
            "A modern client.",
            "{value} of the requests are HTTP/1.0 (ordinary: {ordinary}).")),
    NO_HOST(Description.share(
            "no-host",
            HIGH,
            "Share of HTTP/1.1 requests, of all requests, that name no host although RFC 9112, section 3.2 demands it.",
            "Written by somebody who did not know HTTP.",
            "Every request names its host.",
            "{value} of the requests break HTTP by naming no host (ordinary: {ordinary}).")),
    UNDECLARED_BODIES(Description.share(
            "undeclared-bodies",
            HIGH,
            "Share of requests with a body that do not say of what type it is. Not a number without such bodies or"
                    + " where header names are not known.",
            "The client does not say what it sends.",
            "Bodies are declared.",
            "{value} of what it sends is of no declared type (ordinary: {ordinary}).")),
    MISDECLARED_BODIES(Description.share(
            "misdeclared-bodies",
            HIGH,
            "Share of requests with a body whose first bytes contradict the declared type. Not a number without"
                    + " bodies.",
            "The client sends something else than it says.",
            "Bodies are what they say.",
            "{value} of what it sends is not what it says it is (ordinary: {ordinary}).")),
    OPAQUE_BODIES(Description.share(
            "opaque-bodies",
            HIGH,
            "Share of requests with a body that is binary of high entropy, encoded text, an archive or a program."
                    + " Not a number without bodies or where bodies are not seen.",
            "The client sends something encrypted.",
            "The client sends readable things.",
            "{value} of what it sends is encrypted or encoded (ordinary: {ordinary}).")),
    MISDECLARED_REPLIES(Description.share(
            "misdeclared-replies",
            HIGH,
            "Share of responses with a body whose first bytes contradict the declared type.",
            "The server sends something else than it says.",
            "Answers are what they say.",
            "{value} of the answers are not what they say they are (ordinary: {ordinary}).")),
    OPAQUE_REPLIES(Description.share(
            "opaque-replies",
            HIGH,
            "Share of responses with a body that is encoded text, or binary of high entropy without content coding.",
            "The server sends something encrypted.",
            "The server sends readable things.",
            "{value} of the answers are encrypted or encoded (ordinary: {ordinary}).")),
    PROGRAMS(Description.share(
            "programs",
            HIGH,
            "Share of responses that are programs, by their first bytes or declared type.",
            "The server hands out programs.",
            "No programs.",
            "{value} of the answers are programs (ordinary: {ordinary}).")),
    STATIC_POSTS(Description.share(
            "static-posts",
            HIGH,
            "Share of POSTs whose path ends like a static file. Not a number without a POST.",
            "It posts to what looks like a file.",
            "It posts to what looks like a service.",
            "{value} of the POSTs go to what looks like a plain file (ordinary: {ordinary}).")),
    STATUS_CHECKS(Description.share(
            "status-checks",
            LOW,
            "Share of requests that check the status of certificates (OCSP, revocation lists).",
            "Certificate housekeeping.",
            "Something else.",
            "{value} of the requests check certificates (ordinary: {ordinary}).")),
    OTHER_METHODS(Description.share(
            "other-methods",
            NONE,
            "Share of requests with another method than GET, POST, HEAD and CONNECT.",
            "A service interface or file access.",
            "Plain web.",
            "{value} of the requests use unusual methods (ordinary: {ordinary})."));

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts and numbers
    private final Description description;

    ShapeIndex(Description description) {
        this.description = description;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public Family family() {
        return Family.SHAPE;
    }
}
