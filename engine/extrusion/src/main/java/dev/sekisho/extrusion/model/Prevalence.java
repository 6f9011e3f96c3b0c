package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.ContextIndex;
import dev.sekisho.extrusion.index.RhythmIndex;

/**
 * What the number of a server's clients takes from the evidence. Command and control speaks with few machines of an
 * organisation; what many speak with is a service, however odd some of them are. Not learned but set, because recorded
 * traffic has the number of clients that was recorded.
 *
 * <p>Nothing is taken up to {@value #FEW} clients or where fewer than 10 clients are seen at all; beyond, the natural
 * logarithm of clients/{@value #FEW}, at most {@value #MOST}. From a client that keeps time (a beat or comb that chance
 * makes once in 10^{@value #KEEPS_TIME}) only a third of that is taken: machines that all keep time at one server may
 * all be infected.
 */
final class Prevalence {
    private static final double FEW = 4;
    private static final double MOST = 6;
    private static final double KEEPS_TIME = 10;

    private Prevalence() {}

    /** What is taken from the evidence of a pair, in natural logarithms of odds. */
    static double discount(double[] values) {
        double clients = values[ContextIndex.SERVER_CLIENTS.position()];
        if (Double.isNaN(clients) || clients <= FEW) {
            return 0;
        }
        double full = Math.min(MOST, Math.log(clients / FEW));
        double beat = values[RhythmIndex.BEAT_SURPRISE.position()];
        double comb = values[RhythmIndex.COMB_SURPRISE.position()];
        return beat >= KEEPS_TIME || comb >= KEEPS_TIME ? full / 3 : full;
    }
}
