package dev.sekisho.extrusion.model;

/**
 * What a model says about one pair.
 *
 * @param logOdds the evidence, as a natural logarithm of odds; ranks without limit
 * @param score the evidence from 0 to 1
 * @param pValue probability that an ordinary pair shows at least this evidence, never below 1/(n + 1)
 * @param calibrated n, the number of ordinary pairs that say so
 * @param distance distance from the nearest group of ordinary traffic in units of its reach; above 1 is farther than 95 %
 *     of its members
 * @param group the name of that group
 * @param contributions per index, and in the last place for the distance, how much of the evidence it brought
 */
@SuppressWarnings("ArrayRecordComponent") // made anew for every judgement
public record Judgement(
        double logOdds,
        double score,
        double pValue,
        int calibrated,
        double distance,
        String group,
        double[] contributions) {}
