package dev.sekisho.extrusion.verdict;

import dev.sekisho.extrusion.index.ContextIndex;
import dev.sekisho.extrusion.index.IdentityIndex;
import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.index.RhythmIndex;
import dev.sekisho.extrusion.index.ShapeIndex;
import dev.sekisho.extrusion.index.VolumeIndex;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sentences and numbers for people: no more digits than matter, units, "all" and "none" instead of 100 % and 0 %, and
 * where one index alone says little, what others know of the same thing.
 */
final class Wording {
    /** Surprise, as a decimal logarithm, beyond which nobody would believe in chance. */
    private static final double BEYOND_CHANCE = 6;

    private static final double SECONDS_PER_MINUTE = 60;
    private static final double SECONDS_PER_HOUR = 3_600;

    private Wording() {}

    /**
     * What an index says, as a sentence.
     *
     * @param values all indexes of the pair by position
     * @param ordinary what is ordinary, formatted; empty if unknown
     */
    static String sentence(Index index, double[] values, String ordinary) {
        String own = ownSentence(index, values);
        double value = values[index.position()];
        String formatted = format(index, value);
        String text = own == null ? index.description().reason() : own + beside(index) + ".";
        if (ordinary.isEmpty()
                || ordinary.equals(formatted)
                || index.description().unit() == Index.Unit.YES_NO) {
            text = text.replace(" (ordinary: {ordinary})", "");
        }
        if (index.description().unit() == Index.Unit.SHARE && value >= 0.995) {
            text = text.startsWith("{value} of") ? "All of" + text.substring(10) : text.replace("{value} of", "all of");
        }
        if (index.description().unit() == Index.Unit.SHARE && value < 0.005) {
            text = text.replace("Only {value} of", "None of");
        }
        text = text.replace("(s)", formatted.equals("1") ? "" : "s");
        return text.replace("{value}", formatted).replace("{ordinary}", ordinary);
    }

    /** How the ordinary value stands beside an own sentence; not at all where it would say nothing to people. */
    private static String beside(Index index) {
        if (isRelative(index)) {
            return " (ordinary: give or take {ordinary})";
        }
        return switch (index.description().unit()) {
            case SHARE, COUNT -> " (ordinary: {ordinary})";
            case YES_NO, SECONDS, DAYS, BYTES, BITS, NUMBER -> "";
        };
    }

    /** Whether the index is a deviation over its median. */
    private static boolean isRelative(Index index) {
        return index == RhythmIndex.BEAT_JITTER
                || index == VolumeIndex.SENT_SPREAD
                || index == VolumeIndex.RECEIVED_SPREAD
                || index == VolumeIndex.VISIT_SPREAD;
    }

    /** A sentence that needs other indexes too, without its end; null where the index speaks for itself. */
    private static @Nullable String ownSentence(Index index, double[] values) {
        return switch (index) {
            case RhythmIndex rhythm -> rhythm(rhythm, values);
            case VolumeIndex volume -> volume(volume, values);
            case ContextIndex context
            when context == ContextIndex.TRICKLE ->
                "A connection stood open for "
                        + seconds(Math.pow(10, values[context.position()]) - 1)
                        + " and carried hardly anything";
            case IdentityIndex identity
            when identity == IdentityIndex.CERTIFICATE_AGE && values[identity.position()] < 1 ->
                "The server's certificate was issued less than a day before";
            default -> null;
        };
    }

    private static @Nullable String rhythm(RhythmIndex index, double[] values) {
        String pause = seconds(values[RhythmIndex.BEAT_INTERVAL.position()]);
        return switch (index) {
            case BEAT_JITTER -> "It calls every " + pause + ", give or take " + percent(values[index.position()]);
            case BEAT_SHARE -> "{value} of the pauses between its calls are " + pause + " long, within 15 %";
            case BEAT_RUN -> "{value} calls in a row came " + pause + " apart, within 15 %";
            case BEAT_SURPRISE ->
                "It keeps time: " + calls(values) + " come " + pause + " apart, " + chance(index, values);
            case COMB_SURPRISE ->
                "Beneath its other activity a clock ticks: calls so regular come about " + chance(index, values);
            case BURSTINESS -> "Its exchanges come evenly instead of in bursts";
            case PERIODICITY -> "Its activity repeats itself at a fixed distance";
            case SKEW -> "Its pauses scatter evenly around " + pause + ", as those of a timer do";
            default -> null;
        };
    }

    private static String calls(double[] values) {
        double count = values[RhythmIndex.BEAT_COUNT.position()];
        return Math.round(values[RhythmIndex.BEAT_SHARE.position()] * count) + " of " + Math.round(count) + " calls";
    }

    private static String chance(RhythmIndex index, double[] values) {
        double surprise = values[index.position()];
        return surprise >= BEYOND_CHANCE
                ? "which chance never brings about"
                : "by chance once in " + number(Math.pow(10, surprise)) + " cases";
    }

    private static @Nullable String volume(VolumeIndex index, double[] values) {
        return switch (index) {
            case SENT_SPREAD -> steady("What it sends", index, VolumeIndex.SENT, values);
            case RECEIVED_SPREAD -> steady("What it gets", index, VolumeIndex.RECEIVED, values);
            case SENT_SAMENESS -> "{value} of its messages have exactly the same length";
            case VISIT_SPREAD ->
                "Every visit moves the same number of bytes, give or take " + percent(values[index.position()]);
            case DRIFT -> "How much it moves at a time does not change over time";
            default -> null;
        };
    }

    private static String steady(String what, VolumeIndex spread, VolumeIndex median, double[] values) {
        String size = bytes(values[median.position()]);
        double varies = values[spread.position()];
        return varies < 0.005
                ? what + " is nearly always the same size, " + size
                : what + " hardly varies in size: " + size + ", give or take " + percent(varies);
    }

    /** A value of {@code index} with its unit. */
    static String format(Index index, double value) {
        if (isRelative(index)) {
            return percent(value);
        }
        if (index == ShapeIndex.MISSING_HEADERS || index == ShapeIndex.HEADERS) {
            return trimmed(value, 1);
        }
        return switch (index.description().unit()) {
            case SHARE -> percent(value);
            case YES_NO -> value >= 0.5 ? "yes" : "no";
            case COUNT -> Math.abs(value - Math.rint(value)) < 0.01 ? String.valueOf(Math.round(value)) : number(value);
            case SECONDS -> seconds(value);
            case DAYS -> trimmed(value, 0) + (value == 1 ? " day" : " days");
            case BYTES -> bytes(value);
            case BITS -> trimmed(value, 1) + " bits";
            case NUMBER -> number(value);
        };
    }

    /** A number with two or three digits that matter. */
    static String number(double value) {
        double size = Math.abs(value);
        return trimmed(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
    }

    private static String percent(double share) {
        double percent = share * 100;
        return (percent > 0 && percent < 1 ? "less than 1" : String.valueOf(Math.round(percent))) + " %";
    }

    private static String trimmed(double value, int digits) {
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        if (text.indexOf('.') >= 0) {
            text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return text.equals("-0") ? "0" : text;
    }

    private static String seconds(double value) {
        if (value < SECONDS_PER_MINUTE) {
            return number(value) + " s";
        }
        long whole = Math.round(value);
        if (whole < SECONDS_PER_HOUR) {
            return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
        }
        long minutes = Math.round(value / SECONDS_PER_MINUTE);
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    private static String bytes(double value) {
        if (value < 1000) {
            long whole = Math.round(value);
            return whole + (whole == 1 ? " byte" : " bytes");
        }
        return value < 1e6 ? number(value / 1e3) + " kB" : number(value / 1e6) + " MB";
    }
}
