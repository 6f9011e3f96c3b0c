package dev.sekisho.extrusion.verdict;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.model.Judgement;
import dev.sekisho.extrusion.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Why a pair is judged as it is, index by index.
 *
 * @param verdict the verdict
 * @param alarmScore score above which a pair is an alarm
 * @param distanceWeight how much the distance from ordinary traffic counts, in natural logarithms of odds
 * @param parts every index that could be measured, what speaks most for command and control first
 */
public record Explanation(Verdict verdict, double alarmScore, double distanceWeight, List<Part> parts) {

    public Explanation {
        parts = List.copyOf(parts);
    }

    /**
     * What one index says.
     *
     * @param index the index
     * @param value what was measured, with its unit
     * @param usual between which values ordinary pairs mostly lie, empty if unknown
     * @param weight how much it counts in natural logarithms of odds: above 0 for command and control, below 0 against it
     * @param meaning what it means, as a sentence
     */
    public record Part(Index index, String value, String usual, double weight, String meaning) {
        /** The weight in a word or two. */
        public String weightInWords() {
            return Explanation.inWords(weight);
        }
    }

    /** Weights below this are none. */
    public static final double NO_WEIGHT = 0.02;

    private static final double CLEAR = 0.3;
    private static final double STRONG = 1;

    /** A weight in a word or two. */
    public static String inWords(double weight) {
        double size = Math.abs(weight);
        if (size < NO_WEIGHT) {
            return "no weight";
        }
        String how = size < CLEAR ? "a little " : size < STRONG ? "" : "strongly ";
        return how + (weight > 0 ? "for" : "against");
    }

    static Explanation of(Model model, Verdict verdict, double[] values, double alarmLogOdds) {
        Judgement judgement = model.judge(verdict.channel(), values);
        double[] weights = judgement.contributions();
        List<Part> parts = new ArrayList<>();
        for (Index index : Catalogue.indexes()) {
            double value = values[index.position()];
            if (!Double.isNaN(value)) {
                parts.add(new Part(
                        index,
                        Wording.format(index, value),
                        usual(model, verdict, index),
                        weights[index.position()],
                        meaning(model, verdict, index, values, weights[index.position()])));
            }
        }
        parts.sort(Comparator.comparingDouble(part -> -part.weight()));
        double alarmScore = 1 / (1 + Math.exp(-alarmLogOdds));
        return new Explanation(verdict, alarmScore, weights[Model.DISTANCE], parts);
    }

    private static String usual(Model model, Verdict verdict, Index index) {
        double[] range = model.ordinaryRange(verdict.channel(), index.position());
        if (Double.isNaN(range[0])) {
            return "";
        }
        String from = Wording.format(index, range[0]);
        String to = Wording.format(index, range[1]);
        return from.equals(to) ? from : from + " to " + to;
    }

    private static String meaning(Model model, Verdict verdict, Index index, double[] values, double weight) {
        double value = values[index.position()];
        if (weight >= NO_WEIGHT) {
            return Reasons.reason(model, verdict.channel(), index, values).text();
        }
        double ordinary = model.ordinary(verdict.channel(), index.position());
        Index.Description words = index.description();
        double middle = Double.isNaN(ordinary) ? (words.least() + Math.min(words.greatest(), 1)) / 2 : ordinary;
        return value == middle ? "As ordinary pairs have it." : value > middle ? words.high() : words.low();
    }
}
