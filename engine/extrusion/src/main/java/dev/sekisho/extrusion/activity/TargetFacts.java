package dev.sekisho.extrusion.activity;

import java.util.Locale;
import java.util.Set;

/** What one request target looks like. Mutable and used again for every request; belongs to one thread. */
final class TargetFacts {
    /** A run of so many base64 or hexadecimal characters is taken as encoded data. */
    static final int ENCODED_RUN = 24;

    private static final Set<String> STATIC_ENDINGS = Set.of(
            "png", "jpg", "jpeg", "gif", "bmp", "ico", "svg", "webp", "avif", "css", "js", "mjs", "woff", "woff2",
            "ttf", "otf", "eot", "mp3", "mp4", "avi", "webm", "m4s", "mpd", "m3u8", "ts", "exe", "dll", "msi", "cab",
            "zip", "rar", "7z", "gz", "bz2", "xz", "zst", "jar", "apk", "deb", "rpm", "bin", "dat", "txt", "xml", "pdf",
            "doc", "docx", "xls", "xlsx", "crl", "crt", "cer", "p7c", "map", "swf");
    private static final Set<String> USUAL_PATHS = Set.of(
            "/",
            "",
            "/favicon.ico",
            "/robots.txt",
            "/index.html",
            "/index.htm",
            "/index.php",
            "/apple-touch-icon.png",
            "/crossdomain.xml",
            "/ads.txt",
            "/manifest.json",
            "/sw.js",
            "/browserconfig.xml",
            "/success.txt",
            "/generate_204",
            "/gen_204",
            "*");
    private static final double[] N_LOG_N = new double[257];

    static {
        for (int n = 1; n < N_LOG_N.length; n++) {
            N_LOG_N[n] = n * Math.log(n) / Math.log(2);
        }
    }

    int pathHash;
    int pathLength;
    int queryLength;
    int depth;
    double pathEntropy;
    double queryEntropy;
    boolean encoded;
    boolean staticPath;
    boolean root;
    boolean usual;

    private final int[] histogram = new int[128];

    /** Measures {@code target} in origin or absolute form. */
    void measure(String target) {
        int start = 0;
        int scheme = target.indexOf("://");
        if (scheme > 0 && scheme < 8) {
            int slash = target.indexOf('/', scheme + 3);
            start = slash < 0 ? target.length() : slash;
        }
        int question = target.indexOf('?', start);
        int pathEnd = question < 0 ? target.length() : question;
        pathLength = pathEnd - start;
        queryLength = question < 0 ? 0 : target.length() - question - 1;
        encoded = false;
        pathEntropy = entropy(target, start, pathEnd);
        queryEntropy = queryLength == 0 ? 0 : entropy(target, question + 1, target.length());
        hash(target, start, pathEnd);
        ending(target, start, pathEnd);
    }

    private void hash(String target, int start, int end) {
        int hash = 17;
        depth = 0;
        for (int i = start; i < end; i++) {
            char c = target.charAt(i);
            hash = hash * 31 + c;
            if (c == '/' && i + 1 < end) {
                depth++;
            }
        }
        pathHash = hash;
        root = pathLength <= 1;
    }

    private void ending(String target, int start, int end) {
        usual = pathLength <= 24 && USUAL_PATHS.contains(target.substring(start, end));
        int dot = target.lastIndexOf('.', end - 1);
        staticPath = dot > start
                && end - dot <= 6
                && (target.indexOf('/', dot) < 0 || target.indexOf('/', dot) >= end)
                && STATIC_ENDINGS.contains(target.substring(dot + 1, end).toLowerCase(Locale.ROOT));
    }

    /** Shannon entropy in bits per character; also notices long encoded runs. */
    private double entropy(String text, int start, int end) {
        int length = Math.min(end - start, 256);
        if (length <= 0) {
            return 0;
        }
        int run = 0;
        int digits = 0;
        int upper = 0;
        int lower = 0;
        for (int i = start; i < start + length; i++) {
            char c = text.charAt(i);
            histogram[c & 127]++;
            boolean digit = c >= '0' && c <= '9';
            boolean up = c >= 'A' && c <= 'Z';
            boolean low = c >= 'a' && c <= 'z';
            if (digit || up || low || c == '+') {
                run++;
                digits += digit ? 1 : 0;
                upper += up ? 1 : 0;
                lower += low ? 1 : 0;
                boolean mixed = (upper > 2 && lower > 2) || (digits > 3 && digits < run);
                if (run >= ENCODED_RUN && mixed) {
                    encoded = true;
                }
            } else {
                run = 0;
                digits = 0;
                upper = 0;
                lower = 0;
            }
        }
        double sum = 0;
        for (int i = start; i < start + length; i++) {
            int c = text.charAt(i) & 127;
            if (histogram[c] > 0) {
                sum += N_LOG_N[histogram[c]];
                histogram[c] = 0;
            }
        }
        return Math.max(0, Math.log(length) / Math.log(2) - sum / length);
    }
}
