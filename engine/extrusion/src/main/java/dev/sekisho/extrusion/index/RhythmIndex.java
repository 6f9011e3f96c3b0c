package dev.sekisho.extrusion.index;

import static dev.sekisho.extrusion.index.Index.Leaning.HIGH;
import static dev.sekisho.extrusion.index.Index.Leaning.LOW;
import static dev.sekisho.extrusion.index.Index.Leaning.NONE;

/**
 * When a pair speaks.
 *
 * <p>Three scales are looked at: visits (silence of 10 s between them), connections and exchanges. The beat is the scale
 * of these three that has at least 3 intervals with a median of at least 1 s and is the least likely to have come about by
 * chance; without such a scale its indexes are not numbers.
 */
public enum RhythmIndex implements Index {
    VISITS(Description.amount(
            "visits",
            Unit.COUNT,
            NONE,
            "Number of visits: runs of exchanges with at most 10 s of silence between them.",
            "The client comes back again and again.",
            "The client was here once.",
            "The client came back {value} times (ordinary: {ordinary}).")),
    SPAN(Description.amount(
            "span",
            Unit.SECONDS,
            NONE,
            "Seconds from the start of the first exchange to the start of the last. Not a number below 2 exchanges.",
            "Contact over a long time.",
            "All contact in one moment.",
            "Contact over {value} (ordinary: {ordinary}).")),
    BEAT_INTERVAL(Description.amount(
            "beat-interval",
            Unit.SECONDS,
            NONE,
            "Median interval of the beat in seconds.",
            "It calls seldom.",
            "It calls often.",
            "It calls about every {value} (ordinary: {ordinary}).")),
    BEAT_COUNT(Description.amount(
            "beat-count",
            Unit.COUNT,
            NONE,
            "Number of intervals of the beat.",
            "Many calls.",
            "Few calls.",
            "{value} intervals were seen (ordinary: {ordinary}).")),
    BEAT_JITTER(new Description(
            "beat-jitter",
            Unit.NUMBER,
            0.01,
            2,
            LOW,
            "Median absolute deviation of the beat's intervals over their median, from 0.01 to 2: below that the timers of"
                    + " ordinary programs are as exact as any.",
            "Irregular, like people.",
            "Regular, like a clock.",
            "The time between calls varies by only {value} of itself (ordinary: {ordinary}).")),
    BEAT_SHARE(Description.share(
            "beat-share",
            HIGH,
            "Share of the beat's intervals within 15 % of their median.",
            "Nearly every interval is the same.",
            "No interval is like another.",
            "{value} of the intervals between calls are equal within 15 % (ordinary: {ordinary}).")),
    BEAT_SURPRISE(new Description(
            "beat-surprise",
            Unit.NUMBER,
            0,
            50,
            HIGH,
            "How unlikely the beat is by chance: minus the decimal logarithm of the probability that at least as many"
                    + " of the intervals lie within 15 % of the median if calls come at random (exponential intervals, of"
                    + " which 10.4 % lie there), at most 50.",
            "Far too regular for chance.",
            "As irregular as chance makes it.",
            "It keeps time: calls this regular come about by chance once in 10^{value} cases (ordinary: {ordinary}).")),
    BEAT_RUN(Description.amount(
            "beat-run",
            Unit.COUNT,
            HIGH,
            "Longest run of consecutive intervals of the beat within 15 % of their median.",
            "A long undisturbed series.",
            "No series.",
            "{value} calls in a row came at the same distance (ordinary: {ordinary}).")),
    COMB_SURPRISE(new Description(
            "comb-surprise",
            Unit.NUMBER,
            0,
            50,
            HIGH,
            "How unlikely the best comb of visits is by chance. A comb begins at two visits and has a tooth one period after"
                    + " the last visit it met, or after the last tooth if that met none; the periods tried are distances"
                    + " between visits of 5 s to a quarter of the span, one to three visits apart, at most 96 of them. A"
                    + " tooth meets a visit within 4 % of the period, at least 1 s. Minus the decimal logarithm of the"
                    + " probability that at least as many teeth meet one by chance, times the number of combs tried; at"
                    + " least 0, at most 50. Not a number below 5 visits.",
            "A clock ticks beneath other activity.",
            "No clock ticks beneath.",
            "Beneath its other activity a clock ticks: such a comb of calls comes about by chance once in 10^{value} cases"
                    + " (ordinary: {ordinary}).")),
    BURSTINESS(new Description(
            "burstiness",
            Unit.NUMBER,
            -1,
            1,
            LOW,
            "(s − m)/(s + m) with mean m and standard deviation s of the intervals between exchange starts (Goh and"
                    + " Barabási 2008). Not a number below 4 intervals.",
            "Bursts and pauses, as page loads make them.",
            "Even like a clock.",
            "Its exchanges come evenly instead of in bursts: burstiness {value} (ordinary: {ordinary}).")),
    PERIODICITY(Description.share(
            "periodicity",
            HIGH,
            "Highest autocorrelation of visits, or of connections if there are fewer than 6 visits, counted as present"
                    + " or absent in 256 equal bins of the span (of at least 1 s each), over all lags from 2 bins to half"
                    + " the span, at least 0. Not a number below 6 of them.",
            "The pattern of activity repeats itself.",
            "The pattern of activity does not repeat.",
            "Its activity repeats itself: autocorrelation {value} (ordinary: {ordinary}).")),
    SKEW(Description.share(
            "interval-skew",
            LOW,
            "Absolute Bowley skewness |Q1 + Q3 − 2 Q2|/(Q3 − Q1) of the beat's intervals, 0 if Q1 = Q3. Not a number"
                    + " below 6 intervals.",
            "Lop-sided: many short and some long pauses.",
            "Symmetric, as programmed jitter is.",
            "Its pauses scatter evenly around their median: skewness {value} (ordinary: {ordinary}).")),
    EVENNESS(Description.share(
            "evenness",
            HIGH,
            "Share of 24 equal slots between first and last visit in which a visit starts; of as many slots as there"
                    + " are visits if there are fewer. Not a number below 6 visits.",
            "Active all the time.",
            "Active now and then.",
            "It is active in {value} of all equal slots between first and last call (ordinary: {ordinary}).")),
    ALONE(Description.share(
            "alone",
            HIGH,
            "Share of visits during which, from the 10 s slot before their start to the one after, the client exchanged"
                    + " nothing with any other server. Not a number below 3 visits or for a client without another server.",
            "It speaks while the rest of the client is quiet.",
            "It speaks when the client is busy anyway.",
            "{value} of its calls came while the client spoke with nobody else (ordinary: {ordinary}).")),
    HELD(Description.share(
            "held",
            HIGH,
            "Share of answered exchanges whose answer began more than 5 s after they did.",
            "The server holds requests back, as long polling does.",
            "The server answers at once.",
            "The server held {value} of the requests back for more than 5 s (ordinary: {ordinary}).")),
    HOURS(Description.share(
            "hours",
            HIGH,
            "Share of the full hours between first and last exchange in which there was one. Not a number for a span"
                    + " below 6 hours.",
            "Active round the clock.",
            "Active at some hours only.",
            "It was active in {value} of all hours (ordinary: {ordinary})."));

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts and numbers
    private final Description description;

    RhythmIndex(Description description) {
        this.description = description;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public Family family() {
        return Family.RHYTHM;
    }
}
