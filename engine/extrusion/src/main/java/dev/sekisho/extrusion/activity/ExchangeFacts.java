package dev.sekisho.extrusion.activity;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One exchange turned into numbers and {@link Trait}s. Mutable and used again for every exchange; belongs to one thread.
 */
final class ExchangeFacts {
    static final int START = 0;
    static final int DURATION_AND_DELAY = 1;
    static final int BYTES = 2;
    static final int BODIES = 3;
    static final int HASHES = 4;
    static final int TRAITS = 5;
    static final int MEASURES = 6;

    /** Value of a measure that is not known. */
    static final int UNKNOWN = 255;

    /** Bits per byte at and above which a body counts as encrypted or compressed, if it is long enough to tell. */
    private static final double OPAQUE_ENTROPY = 6.8;

    private static final double STEPS_PER_BIT = 30;

    private final TargetFacts target = new TargetFacts();
    private final HeaderFacts headers = new HeaderFacts();

    long start;
    int durationMillis;
    int delayMillis;
    int bytesUp;
    int bytesDown;
    int bodyUp;
    int bodyDown;
    int agentHash;
    int shapeHash;
    long traits;
    int requestEntropy;
    int responseEntropy;

    /** The path's hash of the last measured request. */
    int pathHash() {
        return target.pathHash;
    }

    boolean has(Trait trait) {
        return (traits & trait.bit()) != 0;
    }

    void measure(SessionKey key, Exchange exchange) {
        start = exchange.start().toEpochMilli();
        durationMillis = clamp(exchange.end().toEpochMilli() - start);
        Instant answer = exchange.responseStart();
        delayMillis = answer == null ? -1 : clamp(answer.toEpochMilli() - start);
        bytesUp = clamp(exchange.bytesUp());
        bytesDown = clamp(exchange.bytesDown());
        bodyUp = 0;
        bodyDown = 0;
        agentHash = 0;
        shapeHash = 0;
        traits = answer == null && exchange.response() == null ? 0 : Trait.ANSWERED.bit();
        requestEntropy = UNKNOWN;
        responseEntropy = UNKNOWN;
        HttpRequest request = exchange.request();
        if (request != null) {
            request(key, request);
        }
        HttpResponse response = exchange.response();
        boolean tunnel = request != null && !has(Trait.REQUEST);
        if (response != null && !tunnel && !isOfProxy(request, response)) {
            response(response);
        }
    }

    /** Whether a proxy says that it could not ask the server, or will not. */
    private static boolean isOfProxy(@Nullable HttpRequest request, HttpResponse response) {
        return request != null
                && isForProxy(request)
                && switch (response.status()) {
                    case 407, 502, 503, 504 -> true;
                    default -> false;
                };
    }

    private static boolean isForProxy(HttpRequest request) {
        return request.target().startsWith("http://");
    }

    private void request(SessionKey key, HttpRequest request) {
        agent(request.userAgent());
        if (request.method().equalsIgnoreCase("CONNECT")) {
            // It opens a tunnel to the server and says nothing to it.
            traits &= Trait.ANSWERED.bit();
            set(Trait.THROUGH_PROXY);
            return;
        }
        set(Trait.THROUGH_PROXY, isForProxy(request));
        set(Trait.REQUEST);
        target.measure(request.target());
        bodyUp = clamp(request.bodyBytes());
        method(request.method());
        set(Trait.COOKIE_SENT, request.sendsCookie());
        set(Trait.CREDENTIALS, request.sendsCredentials());
        set(Trait.HTTP_1_0, request.version().equals("1.0"));
        set(Trait.NO_HOST, request.host() == null && request.version().equals("1.1"));
        set(Trait.QUERY, target.queryLength > 0);
        set(Trait.ENCODED_TARGET, target.encoded);
        set(Trait.STATIC_PATH, target.staticPath);
        set(Trait.ROOT_PATH, target.root);
        set(Trait.USUAL_PATH, target.usual);
        referer(key, request);
        headers.measure(request.headerNames());
        set(Trait.HEADERS_KNOWN, headers.known);
        set(Trait.NO_ACCEPT, headers.known && !headers.accept);
        set(Trait.NO_ACCEPT_LANGUAGE, headers.known && !headers.acceptLanguage);
        set(Trait.NO_ACCEPT_ENCODING, headers.known && !headers.acceptEncoding);
        set(Trait.PAGE_SCRIPT, headers.pageScript);
        requestBody(request);
        shapeHash = (request.method().hashCode() * 31 + agentHash) * 31 + headers.hash;
    }

    private void method(String method) {
        switch (method.toUpperCase(Locale.ROOT)) {
            case "GET" -> set(Trait.GET);
            case "POST" -> set(Trait.POST);
            case "HEAD" -> set(Trait.HEAD);
            default -> set(Trait.OTHER_METHOD);
        }
    }

    private void agent(@Nullable String agent) {
        if (agent == null || agent.isBlank()) {
            set(Trait.AGENT_ABSENT);
            return;
        }
        agentHash = agent.hashCode() | 1;
        set(Trait.AGENT_BROWSER, AgentFacts.claimsBrowser(agent));
        set(Trait.AGENT_ODD, AgentFacts.isOdd(agent));
    }

    private void referer(SessionKey key, HttpRequest request) {
        String referer = request.referer();
        if (referer == null || referer.isBlank()) {
            return;
        }
        set(Trait.REFERER);
        int scheme = referer.indexOf("://");
        int host = scheme < 0 ? 0 : scheme + 3;
        int path = referer.indexOf('/', host);
        String authority = referer.substring(host, path < 0 ? referer.length() : path);
        String own = request.host() == null ? key.server() : request.host();
        if (!authority.equalsIgnoreCase(own) && !authority.equalsIgnoreCase(key.server())) {
            set(Trait.REFERER_ELSEWHERE);
            return;
        }
        String page = path < 0 ? "/" : referer.substring(path);
        set(Trait.REFERER_SELF, (page.equals("/") && !target.root) || page.equals(request.target()));
    }

    private void requestBody(HttpRequest request) {
        if (request.bodyBytes() == 0) {
            return;
        }
        BodyType type = request.bodyType();
        String declared = request.contentType();
        boolean seen = type != BodyType.EMPTY;
        boolean opaque = seen
                && isOpaque(type)
                && (type != BodyType.BINARY || isDense(request.bodyEntropy(), request.bodyBytes()));
        requestEntropy = request.bodyEntropy() > 0 ? quantized(request.bodyEntropy()) : UNKNOWN;
        set(Trait.BODY_OPAQUE, opaque || type == BodyType.ENCODED_TEXT);
        set(Trait.BODY_UNDECLARED, headers.known && declared == null);
        if (declared != null) {
            String mime = mime(declared);
            set(Trait.STATUS_CHECK, mime.equals("application/ocsp-request"));
            set(Trait.BODY_MISDECLARED, seen && contradicts(mime, type));
        }
    }

    private void response(HttpResponse response) {
        set(Trait.RESPONSE);
        switch (response.status() / 100) {
            case 2 -> set(Trait.STATUS_2XX);
            case 3 -> set(Trait.STATUS_3XX);
            case 4 -> set(Trait.STATUS_4XX);
            case 5 -> set(Trait.STATUS_5XX);
            default -> {}
        }
        bodyDown = clamp(response.bodyBytes());
        set(Trait.COOKIE_SET, response.setsCookie());
        set(Trait.REPLY_CACHEABLE, response.cacheable());
        set(Trait.REPLY_EMPTY, response.bodyBytes() == 0);
        String declared = response.contentType();
        String mime = declared == null ? "" : mime(declared);
        BodyType type = response.bodyType();
        replyKind(mime, type);
        if (response.bodyBytes() == 0 || type == BodyType.EMPTY) {
            return;
        }
        responseEntropy = response.bodyEntropy() > 0 ? quantized(response.bodyEntropy()) : UNKNOWN;
        String encoding = response.contentEncoding();
        String coding = encoding == null ? "identity" : encoding.toLowerCase(Locale.ROOT);
        boolean plain = coding.equals("identity");
        boolean readable = plain || coding.endsWith("gzip");
        if (readable) {
            set(Trait.REPLY_MISDECLARED, contradicts(mime, type));
            boolean dense = plain && type == BodyType.BINARY && isDense(response.bodyEntropy(), response.bodyBytes());
            set(Trait.REPLY_OPAQUE, dense || type == BodyType.ENCODED_TEXT);
        }
    }

    private void replyKind(String mime, BodyType type) {
        set(Trait.REPLY_HTML, mime.equals("text/html") || (mime.isEmpty() && type == BodyType.HTML));
        boolean asset = mime.startsWith("image/")
                || mime.startsWith("font/")
                || mime.startsWith("video/")
                || mime.startsWith("audio/")
                || mime.endsWith("/css")
                || mime.endsWith("javascript")
                || mime.contains("font");
        set(Trait.REPLY_ASSET, asset);
        set(
                Trait.REPLY_PROGRAM,
                type == BodyType.EXECUTABLE
                        || mime.equals("application/x-msdownload")
                        || mime.equals("application/x-dosexec")
                        || mime.equals("application/x-msdos-program"));
        if (mime.equals("application/ocsp-response") || mime.equals("application/pkix-crl")) {
            set(Trait.STATUS_CHECK);
        }
    }

    /** Whether a body that looks like {@code type} cannot be what {@code mime} says. */
    private static boolean contradicts(String mime, BodyType type) {
        boolean opaque = isOpaque(type);
        if (mime.equals("application/x-www-form-urlencoded")) {
            return opaque;
        }
        if (mime.equals("application/json")) {
            return opaque || type == BodyType.HTML;
        }
        if (mime.startsWith("text/")) {
            return type == BodyType.ENCODED_TEXT ? mime.equals("text/html") : opaque;
        }
        if (mime.equals("image/gif")
                || mime.equals("image/png")
                || mime.equals("image/jpeg")
                || mime.equals("image/bmp")) {
            return type != BodyType.IMAGE && type != BodyType.HTML;
        }
        return mime.startsWith("image/") && (type == BodyType.EXECUTABLE || type == BodyType.ARCHIVE);
    }

    private static boolean isOpaque(BodyType type) {
        return switch (type) {
            case BINARY, ENCODED_TEXT, ARCHIVE, EXECUTABLE -> true;
            case EMPTY, HTML, XML, JSON, FORM, MULTIPART, TEXT, IMAGE, MEDIA, FONT, DOCUMENT -> false;
        };
    }

    /** Whether the entropy is near the highest that so short a sample can have. */
    private static boolean isDense(double entropy, long bytes) {
        double attainable = Math.log((double) Math.min(bytes, HttpRequest.SAMPLED_BYTES)) / Math.log(2);
        return entropy >= Math.min(OPAQUE_ENTROPY, 0.8 * attainable);
    }

    private static String mime(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Writes the exchange into {@code cells} at {@code offset}. */
    void store(long[] cells, int offset) {
        cells[offset + START] = start;
        cells[offset + DURATION_AND_DELAY] = pack(durationMillis, delayMillis);
        cells[offset + BYTES] = pack(bytesUp, bytesDown);
        cells[offset + BODIES] = pack(bodyUp, bodyDown);
        cells[offset + HASHES] = pack(target.pathHash, agentHash);
        cells[offset + TRAITS] = traits;
        boolean request = has(Trait.REQUEST);
        cells[offset + MEASURES] = request ? measures() : (long) responseEntropy << 40 | (long) UNKNOWN << 32;
    }

    private long measures() {
        return (long) Math.min(255, target.pathLength)
                | (long) quantized(target.pathEntropy) << 8
                | (long) Math.min(255, target.queryLength) << 16
                | (long) quantized(target.queryEntropy) << 24
                | (long) requestEntropy << 32
                | (long) responseEntropy << 40
                | (long) Math.min(255, headers.count) << 48
                | (long) Math.min(127, target.depth) << 56;
    }

    private void set(Trait trait) {
        traits |= trait.bit();
    }

    private void set(Trait trait, boolean present) {
        if (present) {
            traits |= trait.bit();
        }
    }

    private static int quantized(double bits) {
        return (int) Math.min(254, Math.round(bits * STEPS_PER_BIT));
    }

    /** The bits that {@link #quantized} stands for. */
    static double bits(int quantized) {
        return quantized == UNKNOWN ? Double.NaN : quantized / STEPS_PER_BIT;
    }

    private static long pack(int high, int low) {
        return (long) high << 32 | (low & 0xffffffffL);
    }

    private static int clamp(long value) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, value));
    }

    /** Which headers a request has. */
    private static final class HeaderFacts {
        boolean known;
        boolean accept;
        boolean acceptLanguage;
        boolean acceptEncoding;
        boolean pageScript;
        int count;
        int hash;

        void measure(List<String> names) {
            known = !names.isEmpty();
            accept = false;
            acceptLanguage = false;
            acceptEncoding = false;
            pageScript = false;
            count = names.size();
            hash = 1;
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                hash = hash * 31 + name.hashCode();
                switch (name.length()) {
                    case 6 -> {
                        accept |= name.equalsIgnoreCase("accept");
                        pageScript |= name.equalsIgnoreCase("origin");
                    }
                    case 15 -> {
                        acceptLanguage |= name.equalsIgnoreCase("accept-language");
                        acceptEncoding |= name.equalsIgnoreCase("accept-encoding");
                    }
                    case 14 ->
                        pageScript |=
                                name.equalsIgnoreCase("sec-fetch-mode") || name.equalsIgnoreCase("sec-fetch-site");
                    case 16 -> pageScript |= name.equalsIgnoreCase("x-requested-with");
                    default -> {}
                }
            }
        }
    }
}
