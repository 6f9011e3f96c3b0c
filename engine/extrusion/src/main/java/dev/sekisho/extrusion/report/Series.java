package dev.sekisho.extrusion.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What went between one client and one server, exchange by exchange, for drawing.
 *
 * @param label who it is, in words
 * @param points the exchanges in order of time
 */
public record Series(String label, List<Point> points) {

    /** One exchange: when it began and what went each way in bytes. */
    public record Point(Instant time, long bytesUp, long bytesDown) {}

    public Series {
        points = List.copyOf(points);
    }

    Instant start() {
        return points.getFirst().time();
    }

    Duration span() {
        return Duration.between(start(), points.getLast().time());
    }
}
