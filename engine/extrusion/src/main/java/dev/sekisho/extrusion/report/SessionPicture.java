package dev.sekisho.extrusion.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Draws a session as SVG: time from left to right, bytes to the server upward, bytes from the server downward, both on
 * one logarithmic scale so that a beacon of 200 bytes and a download of 20 MB can be seen in one picture.
 */
final class SessionPicture {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 190;
    private static final int LEFT = 46;
    private static final int RIGHT = 12;
    private static final int TOP = 20;
    private static final int BOTTOM = 34;
    private static final int MIDDLE = TOP + (HEIGHT - TOP - BOTTOM) / 2;
    private static final int TIME_MARKS = 4;

    /** More strokes than pixels would only make the file large. */
    private static final int COLUMNS = WIDTH - LEFT - RIGHT;

    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SessionPicture() {}

    static String draw(Series series) {
        long[] up = new long[COLUMNS + 1];
        long[] down = new long[COLUMNS + 1];
        fill(series, up, down);
        double top = 3;
        for (int column = 0; column <= COLUMNS; column++) {
            top = Math.max(top, Math.max(logarithm(up[column]), logarithm(down[column])));
        }
        top = Math.ceil(top);
        StringBuilder svg = new StringBuilder(8_192);
        svg.append("<svg class=\"picture\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT);
        svg.append("\" role=\"img\" aria-label=\"")
                .append(Html.escape(describe(series)))
                .append("\">");
        scale(svg, top);
        timeAxis(svg, series);
        strokes(svg, "up", up, top, -1);
        strokes(svg, "down", down, top, 1);
        return svg.append("</svg>").toString();
    }

    private static void fill(Series series, long[] up, long[] down) {
        long span = Math.max(1, series.span().toMillis());
        long start = series.start().toEpochMilli();
        for (Series.Point point : series.points()) {
            int column = (int) ((point.time().toEpochMilli() - start) * COLUMNS / span);
            up[column] = Math.max(up[column], point.bytesUp());
            down[column] = Math.max(down[column], point.bytesDown());
        }
    }

    private static String describe(Series series) {
        long up = 0;
        long down = 0;
        for (Series.Point point : series.points()) {
            up += point.bytesUp();
            down += point.bytesDown();
        }
        return series.label() + ": " + series.points().size() + " exchanges over " + Words.duration(series.span())
                + ", " + Words.bytes(up) + " to the server, " + Words.bytes(down) + " from it";
    }

    private static void scale(StringBuilder svg, double top) {
        line(svg, "axis", LEFT, MIDDLE, WIDTH - RIGHT, MIDDLE);
        List<String> names = List.of("1 B", "1 kB", "1 MB", "1 GB", "1 TB");
        for (int power = 3; power <= top && power <= 12; power += 3) {
            for (int direction : new int[] {-1, 1}) {
                int y = y(power, top, direction);
                line(svg, "grid", LEFT, y, WIDTH - RIGHT, y);
                text(svg, "end", LEFT - 6, y + 4, names.get(power / 3));
            }
        }
        text(svg, "end", LEFT - 6, MIDDLE + 4, "0");
        text(svg, "start", LEFT, TOP - 7, "to the server");
        text(svg, "start", LEFT, HEIGHT - BOTTOM + 13, "from the server");
    }

    private static void timeAxis(StringBuilder svg, Series series) {
        Duration span = series.span();
        boolean brief = span.toSeconds() < TIME_MARKS;
        DateTimeFormatter format = span.toHours() >= 24 ? DAY_AND_TIME : brief ? MILLISECONDS : TIME_OF_DAY;
        int marks = span.isZero() ? 0 : brief ? 1 : TIME_MARKS;
        for (int i = 0; i <= marks; i++) {
            Instant time = marks == 0
                    ? series.start()
                    : series.start().plus(span.multipliedBy(i).dividedBy(marks));
            int x = LEFT + (marks == 0 ? 0 : COLUMNS * i / marks);
            String anchor = i == 0 ? "start" : i == marks ? "end" : "middle";
            text(svg, anchor, x, HEIGHT - 5, format.format(time));
        }
    }

    private static void strokes(StringBuilder svg, String kind, long[] bytes, double top, int direction) {
        svg.append("<path class=\"").append(kind).append("\" d=\"");
        for (int column = 0; column < bytes.length; column++) {
            if (bytes[column] > 0) {
                svg.append('M').append(LEFT + column).append(' ').append(MIDDLE);
                svg.append('V').append(y(Math.max(0.5, logarithm(bytes[column])), top, direction));
            }
        }
        svg.append("\"/>");
    }

    private static int y(double power, double top, int direction) {
        double half = (HEIGHT - TOP - BOTTOM) / 2.0;
        return (int) Math.round(MIDDLE + direction * half * power / top);
    }

    private static double logarithm(long bytes) {
        return bytes <= 1 ? 0 : Math.log10((double) bytes);
    }

    private static void line(StringBuilder svg, String kind, int x1, int y1, int x2, int y2) {
        svg.append("<path class=\"")
                .append(kind)
                .append("\" d=\"M")
                .append(x1)
                .append(' ')
                .append(y1);
        svg.append('L').append(x2).append(' ').append(y2).append("\"/>");
    }

    private static void text(StringBuilder svg, String anchor, int x, int y, String text) {
        svg.append("<text text-anchor=\"").append(anchor).append("\" x=\"").append(x);
        svg.append("\" y=\"").append(y).append("\">").append(Html.escape(text)).append("</text>");
    }
}
