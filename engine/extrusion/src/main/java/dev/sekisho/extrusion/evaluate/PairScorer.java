package dev.sekisho.extrusion.evaluate;

import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is evaluated: judges the pairs of one input after the other, each as if nothing had gone before. */
public interface PairScorer {

    /** Begins to judge an input whose organisation has these networks. */
    Judgement begin(List<IpNetwork> internalNetworks);

    /** The same with everything of {@code leaveOutGroup} left out of what it has learned. */
    PairScorer withoutGroup(String leaveOutGroup);

    /** Whether it can forget a group; where not, only its figures as it is are reported. */
    default boolean forgetsGroups() {
        return true;
    }

    /** The judging of one input: takes its sessions, then tells its verdicts. */
    interface Judgement extends SessionSink {
        /** What was judged, one verdict a pair and alarm; to be called once, when the input has ended. */
        List<PairVerdict> verdicts();
    }

    /**
     * The verdict on one pair.
     *
     * @param key the pair
     * @param score how strongly it stands out; only its order matters
     * @param pValue probability that an ordinary pair shows at least this, never below 1/(n + 1)
     * @param calibrated n, the number of ordinary pairs that say so
     * @param rogue whether an alert of kind rogue was raised
     * @param alertedAt time of the first alert, null if none was raised
     * @param exchangesBefore exchanges of the pair until the first alert, 0 if none was raised
     * @param reason the strongest reason for the alert as a sentence, null if none was raised
     */
    record PairVerdict(
            SessionKey key,
            double score,
            double pValue,
            int calibrated,
            boolean rogue,
            @Nullable Instant alertedAt,
            int exchangesBefore,
            @Nullable String reason) {}
}
