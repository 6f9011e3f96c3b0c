package dev.sekisho.extrusion.index;

import dev.sekisho.extrusion.activity.PairView;
import dev.sekisho.extrusion.activity.Trait;

/** Measures {@link ShapeIndex}. */
final class ShapeMeasure {
    private static final int FEW_RESPONSES = 3;

    private final Sample paths = new Sample();
    private final Sample pathEntropy = new Sample();
    private final Sample queryEntropy = new Sample();
    private final Sample depth = new Sample();
    private final Sample headers = new Sample();

    void measure(PairView view, double[] out) {
        int requests = count(view, Trait.REQUEST);
        int checks = count(view, Trait.STATUS_CHECK);
        if (checks > 0 && checks >= requests) {
            set(out, ShapeIndex.STATUS_CHECKS, 1);
            return;
        }
        if (requests > 0) {
            methods(view, requests, out);
            targets(view, requests, out);
            pageContext(view, requests, out);
            headerHabits(view, requests, out);
            bodies(view, out);
        }
        int responses = count(view, Trait.RESPONSE);
        if (responses > 0) {
            replies(view, responses, out);
        }
    }

    private static void methods(PairView view, int requests, double[] out) {
        int posts = 0;
        int barePosts = 0;
        int bareGets = 0;
        int staticPosts = 0;
        boolean page = false;
        double postFirst = Double.NaN;
        for (int i = 0; i < view.exchanges(); i++) {
            boolean check = view.has(i, Trait.STATUS_CHECK);
            if (view.has(i, Trait.POST) && !check) {
                posts++;
                barePosts += view.isBare(i, page) ? 1 : 0;
                staticPosts += view.has(i, Trait.STATIC_PATH) ? 1 : 0;
                if (Double.isNaN(postFirst)) {
                    postFirst = page ? 0 : 1;
                }
            }
            boolean named = view.has(i, Trait.GET) && !view.has(i, Trait.USUAL_PATH);
            bareGets += named && view.isBare(i, page) ? 1 : 0;
            page |= view.isPage(i);
        }
        set(out, ShapeIndex.POSTS, (double) posts / requests);
        set(out, ShapeIndex.BARE_POSTS, (double) barePosts / requests);
        set(out, ShapeIndex.BARE_GETS, (double) bareGets / requests);
        set(out, ShapeIndex.POST_FIRST, postFirst);
        if (posts > 0) {
            set(out, ShapeIndex.STATIC_POSTS, (double) staticPosts / posts);
        }
        set(out, ShapeIndex.STATUS_CHECKS, (double) count(view, Trait.STATUS_CHECK) / requests);
        set(out, ShapeIndex.OTHER_METHODS, (double) count(view, Trait.OTHER_METHOD) / requests);
    }

    private void targets(PairView view, int requests, double[] out) {
        paths.clear();
        pathEntropy.clear();
        queryEntropy.clear();
        depth.clear();
        int encoded = 0;
        for (int i = 0; i < view.exchanges(); i++) {
            if (!view.has(i, Trait.REQUEST)) {
                continue;
            }
            paths.add(view.path(i));
            pathEntropy.add(view.pathEntropy(i));
            depth.add(view.depth(i));
            encoded += view.has(i, Trait.ENCODED_TARGET) && !view.has(i, Trait.STATUS_CHECK) ? 1 : 0;
            if (view.queryLength(i) > 0) {
                queryEntropy.add(view.queryEntropy(i));
            }
        }
        set(out, ShapeIndex.PATH_ENTROPY, pathEntropy.median());
        set(out, ShapeIndex.QUERY_ENTROPY, queryEntropy.median());
        set(out, ShapeIndex.DEPTH, depth.median());
        set(out, ShapeIndex.ENCODED_TARGETS, (double) encoded / requests);
        if (requests >= 3) {
            set(out, ShapeIndex.PATH_REPEAT, paths.topShare());
            set(out, ShapeIndex.PATH_VARIETY, (double) paths.distinct() / requests);
        }
    }

    private static void pageContext(PairView view, int requests, double[] out) {
        int deep = 0;
        int referers = 0;
        int selves = 0;
        boolean elsewhere = false;
        boolean page = false;
        for (int i = 0; i < view.exchanges(); i++) {
            boolean self = view.has(i, Trait.REFERER_SELF) && !page;
            boolean referer = view.has(i, Trait.REFERER) && !self;
            if (view.has(i, Trait.REQUEST) && !view.has(i, Trait.ROOT_PATH)) {
                deep++;
                referers += referer ? 1 : 0;
            }
            selves += self ? 1 : 0;
            elsewhere |= view.has(i, Trait.REFERER_ELSEWHERE);
            page |= view.isPage(i);
        }
        if (deep > 0) {
            set(out, ShapeIndex.REFERERS, (double) referers / deep);
        }
        set(out, ShapeIndex.SELF_REFERERS, (double) selves / requests);
        set(out, ShapeIndex.REFERRED, elsewhere ? 1 : 0);
        set(out, ShapeIndex.COOKIES, (double) count(view, Trait.COOKIE_SENT) / requests);
    }

    private void headerHabits(PairView view, int requests, double[] out) {
        headers.clear();
        int claims = 0;
        int missing = 0;
        for (int i = 0; i < view.exchanges(); i++) {
            if (!view.has(i, Trait.HEADERS_KNOWN)) {
                continue;
            }
            headers.add(view.headers(i));
            if (view.has(i, Trait.AGENT_BROWSER)) {
                claims++;
                missing += (view.has(i, Trait.NO_ACCEPT) ? 1 : 0)
                        + (view.has(i, Trait.NO_ACCEPT_LANGUAGE) ? 1 : 0)
                        + (view.has(i, Trait.NO_ACCEPT_ENCODING) ? 1 : 0);
            }
        }
        if (headers.size() > 0) {
            set(out, ShapeIndex.HEADERS, headers.median());
            set(out, ShapeIndex.PAGE_SCRIPTS, (double) count(view, Trait.PAGE_SCRIPT) / headers.size());
        }
        if (claims > 0) {
            set(out, ShapeIndex.MISSING_HEADERS, (double) missing / claims);
        }
        set(out, ShapeIndex.OLD_VERSION, (double) count(view, Trait.HTTP_1_0) / requests);
        set(out, ShapeIndex.NO_HOST, (double) count(view, Trait.NO_HOST) / requests);
    }

    private static void bodies(PairView view, double[] out) {
        int bodies = 0;
        int declarable = 0;
        int seen = 0;
        int undeclared = 0;
        int misdeclared = 0;
        int opaque = 0;
        for (int i = 0; i < view.exchanges(); i++) {
            if (!view.has(i, Trait.REQUEST) || view.sent(i) == 0 || view.has(i, Trait.STATUS_CHECK)) {
                continue;
            }
            bodies++;
            declarable += view.has(i, Trait.HEADERS_KNOWN) ? 1 : 0;
            undeclared += view.has(i, Trait.BODY_UNDECLARED) ? 1 : 0;
            seen += Double.isNaN(view.requestEntropy(i)) ? 0 : 1;
            misdeclared += view.has(i, Trait.BODY_MISDECLARED) ? 1 : 0;
            opaque += view.has(i, Trait.BODY_OPAQUE) ? 1 : 0;
        }
        if (declarable > 0) {
            set(out, ShapeIndex.UNDECLARED_BODIES, (double) undeclared / declarable);
        }
        if (seen > 0) {
            set(out, ShapeIndex.MISDECLARED_BODIES, (double) misdeclared / bodies);
            set(out, ShapeIndex.OPAQUE_BODIES, (double) opaque / bodies);
        }
    }

    private static void replies(PairView view, int responses, double[] out) {
        int empty = 0;
        int errors = 0;
        int bodies = 0;
        int misdeclared = 0;
        int opaque = 0;
        for (int i = 0; i < view.exchanges(); i++) {
            if (view.has(i, Trait.RESPONSE) && !Double.isNaN(view.responseEntropy(i))) {
                bodies++;
                misdeclared += view.has(i, Trait.REPLY_MISDECLARED) ? 1 : 0;
                opaque += view.has(i, Trait.REPLY_OPAQUE) ? 1 : 0;
            }
            empty +=
                    view.has(i, Trait.REPLY_EMPTY) && view.has(i, Trait.STATUS_2XX) && !view.has(i, Trait.HEAD) ? 1 : 0;
            errors += view.has(i, Trait.STATUS_4XX) || view.has(i, Trait.STATUS_5XX) ? 1 : 0;
        }
        if (responses >= FEW_RESPONSES) {
            set(out, ShapeIndex.ERRORS, (double) errors / responses);
        }
        set(out, ShapeIndex.EMPTY_REPLIES, (double) empty / responses);
        set(out, ShapeIndex.ASSETS, (double) count(view, Trait.REPLY_ASSET) / responses);
        set(out, ShapeIndex.PAGES, (double) count(view, Trait.REPLY_HTML) / responses);
        set(out, ShapeIndex.CACHEABLE, (double) count(view, Trait.REPLY_CACHEABLE) / responses);
        set(out, ShapeIndex.PROGRAMS, (double) count(view, Trait.REPLY_PROGRAM) / responses);
        if (bodies > 0) {
            set(out, ShapeIndex.MISDECLARED_REPLIES, (double) misdeclared / bodies);
            set(out, ShapeIndex.OPAQUE_REPLIES, (double) opaque / bodies);
        }
    }

    private static int count(PairView view, Trait trait) {
        int count = 0;
        for (int i = 0; i < view.exchanges(); i++) {
            count += view.has(i, trait) ? 1 : 0;
        }
        return count;
    }

    private static void set(double[] out, ShapeIndex index, double value) {
        out[index.position()] = value;
    }
}
