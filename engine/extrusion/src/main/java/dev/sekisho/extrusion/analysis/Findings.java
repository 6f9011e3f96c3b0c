package dev.sekisho.extrusion.analysis;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis found.
 *
 * @param rogue alerts of communication that behaves like command and control, the strongest first
 * @param prohibited alerts of applications that the policy prohibits
 * @param conditional alerts of applications whose conditions do not hold
 * @param excepted how many alerts are left out because of exceptions
 * @param verdicts what is thought of every pair that could be judged
 * @param verdictOf the verdicts behind the rogue alerts
 * @param from time of the first packet, null if there was none
 * @param until time of the last packet, null if there was none
 */
public record Findings(
        List<Alert> rogue,
        List<Alert> prohibited,
        List<Alert> conditional,
        int excepted,
        List<Verdict> verdicts,
        Map<Alert, Verdict> verdictOf,
        @Nullable Instant from,
        @Nullable Instant until) {

    public Findings {
        rogue = List.copyOf(rogue);
        prohibited = List.copyOf(prohibited);
        conditional = List.copyOf(conditional);
        verdicts = List.copyOf(verdicts);
        verdictOf = Map.copyOf(verdictOf);
    }

    /** All alerts: rogue ones, prohibited applications, then those on conditions. */
    public List<Alert> alerts() {
        List<Alert> all = new ArrayList<>(rogue);
        all.addAll(prohibited);
        all.addAll(conditional);
        return all;
    }
}
