package dev.sekisho.server.egress;

import dev.sekisho.extrusion.report.Series;
import dev.sekisho.server.console.PageContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Draws what went between a client and a server as SVG: time from left to right, bytes to the server upward, bytes from the
 * server downward, both on one logarithmic scale, so that a report of 200 bytes and a download of 20 MB can be seen in one
 * picture. Texts in it are numbers, times and words of the server alone.
 */
final class AlertPicture {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int TOP = 24;
    private static final int BOTTOM = 36;
    private static final int MIDDLE = TOP + (HEIGHT - TOP - BOTTOM) / 2;
    private static final int COLUMNS = WIDTH - LEFT - RIGHT;
    private static final int LEAST_POWER = 3;
    private static final List<String> SIZES = List.of("1 B", "1 kB", "1 MB", "1 GB", "1 TB");

    private AlertPicture() {}

    /** The picture; empty where there is nothing to draw. */
    static String draw(PageContext page, List<Series.Point> points) {
        if (points.isEmpty()) {
            return "";
        }
        Instant start = points.getFirst().time();
        long span = Math.max(1, Duration.between(start, points.getLast().time()).toMillis());
        long[] up = new long[COLUMNS + 1];
        long[] down = new long[COLUMNS + 1];
        long sent = 0;
        long received = 0;
        for (Series.Point point : points) {
            long after = Duration.between(start, point.time()).toMillis();
            int column = Math.clamp(after * COLUMNS / span, 0, COLUMNS);
            up[column] = Math.max(up[column], point.bytesUp());
            down[column] = Math.max(down[column], point.bytesDown());
            sent += point.bytesUp();
            received += point.bytesDown();
        }
        double top = LEAST_POWER;
        for (int column = 0; column <= COLUMNS; column++) {
            top = Math.max(top, Math.ceil(Math.max(power(up[column]), power(down[column]))));
        }
        String description = page.say(
                "alert.picture.text",
                page.text().number(points.size()),
                page.text().number(sent),
                page.text().number(received));
        StringBuilder svg = new StringBuilder(16_384);
        svg.append("<svg class=\"traffic-picture\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(WIDTH, HEIGHT, description));
        scale(svg, page, top);
        times(svg, page, start, span);
        strokes(svg, "up", up, top, -1);
        strokes(svg, "down", down, top, 1);
        return svg.append("</svg>").toString();
    }

    private static void scale(StringBuilder svg, PageContext page, double top) {
        line(svg, "axis", MIDDLE);
        for (int power = LEAST_POWER; power <= top && power / 3 < SIZES.size(); power += 3) {
            for (int direction : new int[] {-1, 1}) {
                int y = y(power, top, direction);
                line(svg, "grid", y);
                text(svg, "end", LEFT - 6, y + 4, SIZES.get(power / 3));
            }
        }
        text(svg, "start", LEFT, TOP - 9, page.say("alert.picture.up"));
        text(svg, "start", LEFT, HEIGHT - BOTTOM + 12, page.say("alert.picture.down"));
    }

    private static void times(StringBuilder svg, PageContext page, Instant start, long span) {
        text(svg, "start", LEFT, HEIGHT - 6, page.moment(start));
        text(svg, "middle", LEFT + COLUMNS / 2, HEIGHT - 6, page.moment(start.plusMillis(span / 2)));
        text(svg, "end", WIDTH - RIGHT, HEIGHT - 6, page.moment(start.plusMillis(span)));
    }

    private static void strokes(StringBuilder svg, String kind, long[] bytes, double top, int direction) {
        svg.append("<path class=\"").append(kind).append("\" d=\"");
        for (int column = 0; column < bytes.length; column++) {
            if (bytes[column] > 0) {
                svg.append("M%d %dV%d"
                        .formatted(LEFT + column, MIDDLE, y(Math.max(0.5, power(bytes[column])), top, direction)));
            }
        }
        svg.append("\"/>");
    }

    private static int y(double power, double top, int direction) {
        double half = (HEIGHT - TOP - BOTTOM) / 2.0;
        return (int) Math.round(MIDDLE + direction * half * power / top);
    }

    private static double power(long bytes) {
        return bytes <= 1 ? 0 : Math.log10((double) bytes);
    }

    private static void line(StringBuilder svg, String kind, int y) {
        svg.append("<path class=\"%s\" d=\"M%d %dH%d\"/>".formatted(kind, LEFT, y, WIDTH - RIGHT));
    }

    private static void text(StringBuilder svg, String anchor, int x, int y, String text) {
        svg.append(
                String.format(Locale.ROOT, "<text text-anchor=\"%s\" x=\"%d\" y=\"%d\">%s</text>", anchor, x, y, text));
    }
}
