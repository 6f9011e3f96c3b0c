package dev.sekisho.bench.synthetic;

/**
 * How a synthetic beacon behaves.
 *
 * @param sleepSeconds mean time between requests
 * @param jitter share of the sleep by which a time moves, 0 to below 1
 * @param post whether it sends its data in POST bodies instead of asking with GET
 * @param requestBytes bytes of a POST body
 * @param responseBytes bytes of an answer without a task
 * @param taskBytes bytes of an answer with a task
 * @param taskedOneIn one in how many answers holds a task
 * @param sizeJitter share by which sizes move, 0 to below 1
 * @param path request target
 * @param userAgent what it calls itself
 * @param tls whether it speaks TLS
 */
public record BeaconPlan(
        double sleepSeconds,
        double jitter,
        boolean post,
        int requestBytes,
        int responseBytes,
        int taskBytes,
        int taskedOneIn,
        double sizeJitter,
        String path,
        String userAgent,
        boolean tls) {

    /** A minute's sleep with a tenth of jitter, GET, in clear. */
    public static final BeaconPlan DEFAULT = new BeaconPlan(
            60, 0.1, false, 0, 48, 20_000, 40, 0, "/load", "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1)", false);

    public BeaconPlan {
        if (!(sleepSeconds > 0)) {
            throw new IllegalArgumentException("sleep must be positive, but is " + sleepSeconds + " s");
        }
        if (!(jitter >= 0 && jitter < 1) || !(sizeJitter >= 0 && sizeJitter < 1)) {
            throw new IllegalArgumentException(
                    "jitter must be from 0 to below 1, but is " + jitter + " in time and " + sizeJitter + " in size");
        }
        if (taskedOneIn < 1) {
            throw new IllegalArgumentException("one in at least 1 answers holds a task, but asked for " + taskedOneIn);
        }
    }
}
