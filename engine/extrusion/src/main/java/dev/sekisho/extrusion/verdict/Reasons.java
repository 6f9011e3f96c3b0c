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
                reasons.add(reason(model, channel, Catalogue.indexes().get(position), values));
            }
        }
        return reasons;
    }

    private static Alert.Reason distance(Judgement judgement) {
        String value = Wording.number(judgement.distance());
        String group = "\"" + judgement.group() + "\"";
        String text = judgement.distance() > 1
                ? "It is unlike any group of ordinary traffic: " + value + " times as far from the nearest one ("
                        + group + ") as nearly all its members."
                : "It stands at the edge of the ordinary traffic that it is most like (" + group + ").";
        return new Alert.Reason(DISTANCE_ID, value, "up to 1", text);
    }

    /** What an index says of a pair, as a sentence with its value and the ordinary one. */
    static Alert.Reason reason(Model model, Channel channel, Index index, double[] values) {
        double median = model.ordinary(channel, index.position());
        String ordinary = Double.isNaN(median) ? "" : Wording.format(index, median);
        String value = Wording.format(index, values[index.position()]);
        return new Alert.Reason(index.id(), value, ordinary, Wording.sentence(index, values, ordinary));
    }

    /** A value of {@code index} with its unit, for people. */
    public static String format(Index index, double value) {
        return Wording.format(index, value);
    }
}
