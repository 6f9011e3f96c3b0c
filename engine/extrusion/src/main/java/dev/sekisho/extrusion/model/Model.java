package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.Index;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that judging needs: groups of ordinary traffic, evidence of command and control, calibration. Immutable;
 * safe for use by many threads.
 */
public final class Model {
    /** Version of the model's form. */
    public static final int VERSION = 3;

    /** Position of the distance from ordinary traffic behind the indexes in {@link Judgement#contributions}. */
    public static final int DISTANCE = Catalogue.SIZE;

    private final List<String> about;
    private final Map<Channel, Groups> groups;
    private final Map<Channel, Surprise> surprises;
    private final Calibration calibration;
    private final Evidence evidence;

    Model(
            List<String> about,
            Map<Channel, Groups> groups,
            Map<Channel, Surprise> surprises,
            Evidence evidence,
            Calibration calibration) {
        this.about = List.copyOf(about);
        this.groups = new EnumMap<>(groups);
        this.surprises = new EnumMap<>(surprises);
        this.calibration = calibration;
        this.evidence = evidence;
    }

    /** What it was learned from, in sentences. */
    public List<String> about() {
        return about;
    }

    /** Judges a pair by its indexes. */
    public Judgement judge(Channel channel, double[] values) {
        Groups.Nearest nearest = ordinary(channel).nearest(values);
        Surprise surprise = surprise(channel);
        double[] features = EvidenceFeatures.of(nearest.distance(), surprise, values);
        double logOdds = evidence.logOdds(features) - Prevalence.discount(values);
        return new Judgement(
                logOdds,
                1 / (1 + Math.exp(-logOdds)),
                calibration.pValue(logOdds),
                calibration.size(),
                nearest.distance(),
                nearest.group().name,
                EvidenceFeatures.spread(evidence.contributions(features), features, surprise, values));
    }

    /** The evidence alone, without its reasons. */
    public double logOdds(Channel channel, double[] values) {
        double[] features =
                EvidenceFeatures.of(ordinary(channel).nearest(values).distance(), surprise(channel), values);
        return evidence.logOdds(features) - Prevalence.discount(values);
    }

    /** The evidence above which a pair is an alarm. */
    public double threshold(AlarmBudget budget) {
        return calibration.threshold(budget.rate());
    }

    /** The ordinary value of an index in this channel: its median over ordinary pairs, not a number if unknown. */
    public double ordinary(Channel channel, int index) {
        RobustScale scale = ordinary(channel).scale();
        return scale.spread[index] == 0 && scale.center[index] == 0 ? Double.NaN : scale.original(index, 0);
    }

    /**
     * Between which values an index of ordinary pairs of this channel mostly lies: one standard deviation, robustly
     * measured, to both sides of its median.
     *
     * @return lower and upper end, not a number if unknown
     */
    public double[] ordinaryRange(Channel channel, int index) {
        RobustScale scale = ordinary(channel).scale();
        if (scale.spread[index] == 0 && scale.center[index] == 0) {
            return new double[] {Double.NaN, Double.NaN};
        }
        Index.Description bounds = Catalogue.indexes().get(index).description();
        return new double[] {
            Math.max(bounds.least(), scale.original(index, -1)), Math.min(bounds.greatest(), scale.original(index, 1))
        };
    }

    /**
     * What sets one group of ordinary traffic apart from all of its channel, most of all first.
     *
     * @param group name of the group; where several are called so, the largest is meant
     * @param most how many indexes are told at most
     */
    public List<GroupTrait> traits(Channel channel, String group, int most) {
        Groups all = ordinary(channel);
        return all.groups().stream()
                .filter(each -> each.name.equals(group))
                .max(Comparator.comparingInt(each -> each.members))
                .map(each -> all.traits(each, most))
                .orElse(List.of());
    }

    /** The groups of ordinary traffic of a channel: their names and how many pairs they were learned from. */
    public Map<String, Integer> groups(Channel channel) {
        Map<String, Integer> result = new java.util.LinkedHashMap<>();
        for (OrdinaryGroup group : ordinary(channel).groups()) {
            result.merge(group.name, group.members, Integer::sum);
        }
        return result;
    }

    Groups ordinary(Channel channel) {
        Groups known = groups.get(channel);
        if (known == null) {
            throw new IllegalStateException("the model has no groups for " + channel.id() + " traffic");
        }
        return known;
    }

    Surprise surprise(Channel channel) {
        Surprise known = surprises.get(channel);
        if (known == null) {
            throw new IllegalStateException("the model knows nothing of " + channel.id() + " traffic");
        }
        return known;
    }

    /** How many ordinary pairs the probabilities are calibrated by. */
    public int calibrated() {
        return calibration.size();
    }

    Calibration calibration() {
        return calibration;
    }

    Evidence evidence() {
        return evidence;
    }
}
