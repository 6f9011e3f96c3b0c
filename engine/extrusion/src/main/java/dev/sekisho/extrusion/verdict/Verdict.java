package dev.sekisho.extrusion.verdict;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.model.Channel;
import dev.sekisho.traffic.SessionKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is thought of one pair of client and server, at the moment of its strongest evidence within the window.
 *
 * @param key who speaks with whom
 * @param channel what can be seen of it
 * @param rogue whether the evidence is above the threshold of the alarm budget
 * @param logOdds the evidence as a natural logarithm of odds; ranks without limit
 * @param score the evidence from 0 to 1
 * @param pValue probability that an ordinary pair shows at least this evidence, never below 1/(n + 1)
 * @param calibrated n, the number of ordinary pairs that say so
 * @param group name of the nearest group of ordinary traffic
 * @param distance how far from it, in units of its reach; above 1 is farther than 95 % of its members
 * @param firstSeen time of the first packet between the two
 * @param lastSeen time of the last packet between the two
 * @param exchanges number of exchanges between the two
 * @param firstAlarm when the evidence first was above the threshold, null if never
 * @param exchangesUntilAlarm how many exchanges there had been by then, 0 if never
 * @param reasons what decided, the strongest first; empty for what is not rogue
 */
public record Verdict(
        SessionKey key,
        Channel channel,
        boolean rogue,
        double logOdds,
        double score,
        double pValue,
        int calibrated,
        String group,
        double distance,
        Instant firstSeen,
        Instant lastSeen,
        int exchanges,
        @Nullable Instant firstAlarm,
        int exchangesUntilAlarm,
        List<Alert.Reason> reasons) {

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** The alert that a rogue verdict is. */
    public Alert alert() {
        return new Alert(
                key.client(),
                key.server(),
                key.address(),
                key.port(),
                Alert.Kind.ROGUE,
                null,
                score,
                pValue,
                firstSeen,
                lastSeen,
                exchanges,
                reasons);
    }
}
