package dev.sekisho.extrusion.verdict;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.index.Topic;
import dev.sekisho.extrusion.model.Channel;
import dev.sekisho.extrusion.model.Judgement;
import dev.sekisho.extrusion.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Puts the indexes that decided into words. */
public final class Reasons {
    /** Most reasons that a verdict names. */
    public static final int MOST = 5;

    /** Id of the reason that speaks of the distance from ordinary traffic. */
    public static final String DISTANCE_ID = "group.distance";

    /** Least part of the evidence, in natural logarithms of odds, that is worth a sentence. */
    private static final double LEAST_CONTRIBUTION = 0.1;

    private Reasons() {}

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
            } else if (!Double.isNaN(values[position]) && told.add(Topic.of(position))) {
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
