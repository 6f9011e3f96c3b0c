package dev.sekisho.extrusion.verdict;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.ContextIndex;
import dev.sekisho.extrusion.index.IdentityIndex;
import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.index.RhythmIndex;
import dev.sekisho.extrusion.index.ShapeIndex;
import dev.sekisho.extrusion.index.VolumeIndex;
import dev.sekisho.extrusion.model.Channel;
import dev.sekisho.extrusion.model.Judgement;
import dev.sekisho.extrusion.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Puts the indexes that decided into words. */
public final class Reasons {
    /** Most reasons that a verdict names. */
    public static final int MOST = 5;

    /** Id of the reason that speaks of the distance from ordinary traffic. */
    public static final String DISTANCE_ID = "group.distance";

    /** Least part of the evidence, in natural logarithms of odds, that is worth a sentence. */
    private static final double LEAST_CONTRIBUTION = 0.1;

    /** Indexes that say nearly the same; only the strongest of each row becomes a reason. */
    private static final List<Set<Index>> SAME_THING = List.of(
            Set.of(
                    RhythmIndex.BEAT_JITTER,
                    RhythmIndex.BEAT_SHARE,
                    RhythmIndex.BEAT_SURPRISE,
                    RhythmIndex.BEAT_RUN,
                    RhythmIndex.PERIODICITY,
                    RhythmIndex.BURSTINESS,
                    RhythmIndex.EVENNESS,
                    RhythmIndex.SKEW),
            Set.of(
                    VolumeIndex.SENT_SAMENESS,
                    VolumeIndex.RECEIVED_SAMENESS,
                    VolumeIndex.TURN_SAMENESS,
                    VolumeIndex.SENT_SPREAD,
                    VolumeIndex.RECEIVED_SPREAD,
                    VolumeIndex.VISIT_SPREAD,
                    VolumeIndex.DRIFT),
            Set.of(VolumeIndex.UP_SHARE, VolumeIndex.UPLOADS, VolumeIndex.SMALL_REPLIES),
            Set.of(ShapeIndex.POSTS, ShapeIndex.BARE_POSTS, ShapeIndex.POST_FIRST),
            Set.of(
                    ShapeIndex.REFERERS,
                    ShapeIndex.REFERRED,
                    ShapeIndex.BARE_GETS,
                    ShapeIndex.PAGE_SCRIPTS,
                    ShapeIndex.COOKIES),
            Set.of(ShapeIndex.HEADERS, ShapeIndex.MISSING_HEADERS),
            Set.of(ShapeIndex.ASSETS, ShapeIndex.CACHEABLE),
            Set.of(ShapeIndex.OPAQUE_BODIES, ShapeIndex.MISDECLARED_BODIES, ShapeIndex.UNDECLARED_BODIES),
            Set.of(ShapeIndex.OPAQUE_REPLIES, ShapeIndex.MISDECLARED_REPLIES),
            Set.of(ContextIndex.SAME_PATH, ContextIndex.SAME_POST),
            Set.of(IdentityIndex.LITERAL, IdentityIndex.TLS_WITHOUT_NAME, IdentityIndex.UNRESOLVED),
            Set.of(
                    IdentityIndex.SELF_SIGNED,
                    IdentityIndex.CERTIFICATE_MISFIT,
                    IdentityIndex.CHAIN,
                    IdentityIndex.CERTIFICATE_AGE),
            Set.of(IdentityIndex.NO_AGENT, IdentityIndex.ODD_AGENT, IdentityIndex.AGENT_COMPANY));

    private static final Map<Integer, Integer> TOPICS = topics();

    private Reasons() {}

    private static Map<Integer, Integer> topics() {
        Map<Integer, Integer> topics = new java.util.HashMap<>();
        for (int topic = 0; topic < SAME_THING.size(); topic++) {
            for (Index index : SAME_THING.get(topic)) {
                topics.put(index.position(), topic);
            }
        }
        return topics;
    }

    /** The few indexes that brought most of the evidence, the strongest first. */
    static List<Alert.Reason> of(Model model, Channel channel, double[] values, Judgement judgement) {
        double[] contributions = judgement.contributions();
        Integer[] order = new Integer[contributions.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -contributions[i]));
        List<Alert.Reason> reasons = new ArrayList<>();
        Set<Integer> told = new HashSet<>();
        for (int position : order) {
            if (reasons.size() == MOST || contributions[position] < LEAST_CONTRIBUTION) {
                break;
            }
            if (position == Model.DISTANCE) {
                reasons.add(distance(judgement));
            } else if (!Double.isNaN(values[position]) && told.add(TOPICS.getOrDefault(position, -1 - position))) {
                reasons.add(reason(model, channel, Catalogue.indexes().get(position), values[position]));
            }
        }
        return reasons;
    }

    private static Alert.Reason distance(Judgement judgement) {
        String value = number(judgement.distance());
        String text = "It is unlike any group of ordinary traffic: " + value + " times as far from the nearest one (\""
                + judgement.group() + "\") as nearly all its members.";
        return new Alert.Reason(DISTANCE_ID, value, "up to 1", text);
    }

    /** What an index says of a pair, as a sentence with its value and the ordinary one. */
    static Alert.Reason reason(Model model, Channel channel, Index index, double measured) {
        String value = format(index, measured);
        double median = model.ordinary(channel, index.position());
        String ordinary = Double.isNaN(median) ? "" : format(index, median);
        String text = index.description()
                .reason()
                .replace("{value}", value)
                .replace("{ordinary}", ordinary.isEmpty() ? "not known" : ordinary);
        return new Alert.Reason(index.id(), value, ordinary, text);
    }

    /** A value of {@code index} with its unit, for people. */
    public static String format(Index index, double value) {
        return switch (index.description().unit()) {
            case SHARE -> Math.round(value * 100) + " %";
            case YES_NO -> value >= 0.5 ? "yes" : "no";
            case COUNT -> value == Math.rint(value) ? String.valueOf(Math.round(value)) : number(value);
            case SECONDS -> seconds(value);
            case DAYS -> number(value) + " d";
            case BYTES -> bytes(value);
            case BITS -> number(value) + " bits";
            case NUMBER -> number(value);
        };
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String form = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }

    private static String seconds(double value) {
        if (value < 60) {
            return number(value) + " s";
        }
        long whole = Math.round(value);
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    private static String bytes(double value) {
        if (value < 1000) {
            return Math.round(value) + " bytes";
        }
        return value < 1e6 ? number(value / 1e3) + " kB" : number(value / 1e6) + " MB";
    }
}
