package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.report.Series;
import java.time.Instant;
import java.util.List;

/**
 * What belongs to one alert beside its row.
 *
 * @param reasons why it was raised, the strongest first
 * @param picture its exchanges in order of time, the newest few hundred
 * @param notes what people wrote, the oldest first
 */
public record AlertDetail(List<Alert.Reason> reasons, List<Series.Point> picture, List<Note> notes) {
    public AlertDetail {
        reasons = List.copyOf(reasons);
        picture = List.copyOf(picture);
        notes = List.copyOf(notes);
    }

    /** What somebody wrote. */
    public record Note(String author, Instant written, String content) {}
}
