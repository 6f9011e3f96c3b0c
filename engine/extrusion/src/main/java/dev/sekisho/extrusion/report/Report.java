package dev.sekisho.extrusion.report;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.traffic.Losses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the report of one analysis shows.
 *
 * @param inputs names of what was read
 * @param from time of the first packet, null if nothing was read
 * @param until time of the last packet, null if nothing was read
 * @param read what was read: packets, connections, exchanges and sessions by those words
 * @param losses what could not be read
 * @param unreadable inputs that could not be read at all, with the reason
 * @param pairsJudged pairs of client and server that were measured and compared
 * @param calibration against how many ordinary pairs the probabilities are calibrated
 * @param budget what the threshold means, as a sentence
 * @param rogue alerts of communication that behaves like command and control, the strongest first
 * @param prohibited alerts of applications that the policy prohibits
 * @param conditional alerts of applications whose conditions do not hold
 * @param excepted how many alerts are not shown because of exceptions
 * @param groups groups of ordinary sessions, the largest first
 */
public record Report(
        List<String> inputs,
        @Nullable Instant from,
        @Nullable Instant until,
        Map<String, Long> read,
        Losses losses,
        Map<String, String> unreadable,
        int pairsJudged,
        int calibration,
        String budget,
        List<Finding> rogue,
        List<Finding> prohibited,
        List<Finding> conditional,
        int excepted,
        List<Group> groups) {

    /**
     * One alert with its picture.
     *
     * @param alert the alert
     * @param series what went between the two, null where it was not kept
     * @param ordinary an ordinary pair of the nearest group to look at beside it, null if there is none
     * @param otherServers further servers with which the same client uses the same application
     */
    public record Finding(
            Alert alert, @Nullable Series series, @Nullable Series ordinary, List<String> otherServers) {

        public Finding {
            otherServers = List.copyOf(otherServers);
        }
    }

    /**
     * A kind of ordinary session.
     *
     * @param name name made of what stands out in it
     * @param description a sentence on what its sessions look like
     * @param pairs pairs of this analysis that belong to it
     * @param share their share of all pairs judged, from 0 to 1
     * @param traits indexes in which it differs most from the others
     * @param example one of its pairs, null if there is none
     */
    public record Group(
            String name,
            String description,
            int pairs,
            double share,
            List<Trait> traits,
            @Nullable Series example) {}

    /**
     * One index of a group.
     *
     * @param meaning what it says of the group, as a sentence
     * @param range where the group's members mostly lie, with unit
     * @param ordinary what is ordinary over all groups, with unit
     * @param index id of the index
     */
    public record Trait(String meaning, String range, String ordinary, String index) {}
}
