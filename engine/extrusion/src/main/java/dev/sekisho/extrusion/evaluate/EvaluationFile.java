package dev.sekisho.extrusion.evaluate;

import dev.sekisho.traffic.IpNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads {@code evaluate.csv} (RFC 4180 with a header row). */
public final class EvaluationFile {
    /** The name that it has in a folder of captures. */
    public static final String NAME = "evaluate.csv";

    /** Addresses that are private by RFC 1918, RFC 4193, RFC 3927, RFC 4291, RFC 6598 or loopback. */
    public static final List<IpNetwork> PRIVATE_NETWORKS = List.of(
            IpNetwork.parse("10.0.0.0/8"),
            IpNetwork.parse("172.16.0.0/12"),
            IpNetwork.parse("192.168.0.0/16"),
            IpNetwork.parse("100.64.0.0/10"),
            IpNetwork.parse("169.254.0.0/16"),
            IpNetwork.parse("127.0.0.0/8"),
            IpNetwork.parse("fc00::/7"),
            IpNetwork.parse("fe80::/10"),
            IpNetwork.parse("::1"));

    private static final List<String> COLUMNS =
            List.of("input", "class", "leave_out_group", "c2_hosts", "clients", "internal_networks", "start", "end");

    private EvaluationFile() {}

    /**
     * The rows of {@code file}, in order.
     *
     * @throws IOException if it cannot be read, or breaks the contract: then the message says in which line and how
     */
    public static List<EvaluationRow> read(Path file) throws IOException {
        List<List<String>> lines = parse(Files.readString(file));
        if (lines.isEmpty() || !lines.getFirst().containsAll(COLUMNS.subList(0, 2))) {
            throw new IOException(
                    file + " must begin with a header row that names at least the columns input and class;"
                            + " all columns: " + String.join(",", COLUMNS));
        }
        List<String> header = lines.getFirst();
        List<EvaluationRow> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                rows.add(row(header, lines.get(i)));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ", row " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return rows;
    }

    private static EvaluationRow row(List<String> header, List<String> line) {
        if (line.size() > header.size()) {
            throw new IllegalArgumentException("expected at most " + header.size() + " fields, but got " + line.size());
        }
        return new EvaluationRow(
                field(header, line, "input"),
                EvaluationRow.Kind.of(field(header, line, "class")),
                field(header, line, "leave_out_group"),
                lowerCase(field(header, line, "c2_hosts")),
                lowerCase(field(header, line, "clients")),
                networks(field(header, line, "internal_networks")),
                time(field(header, line, "start"), "start", Double.NEGATIVE_INFINITY),
                time(field(header, line, "end"), "end", Double.POSITIVE_INFINITY));
    }

    private static String field(List<String> header, List<String> line, String name) {
        int column = header.indexOf(name);
        return column < 0 || column >= line.size() ? "" : line.get(column).strip();
    }

    private static Set<String> lowerCase(String list) {
        Set<String> elements = new LinkedHashSet<>();
        for (String element : list.split(";", -1)) {
            if (!element.isBlank()) {
                elements.add(element.strip().toLowerCase(Locale.ROOT));
            }
        }
        return elements;
    }

    private static List<IpNetwork> networks(String list) {
        if (list.isEmpty()) {
            return PRIVATE_NETWORKS;
        }
        if (list.equals("-")) {
            return List.of();
        }
        return Arrays.stream(list.split(";", -1))
                .filter(text -> !text.isBlank())
                .map(text -> IpNetwork.parse(text.strip()))
                .toList();
    }

    private static double time(String text, String name, double otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            double time = Double.parseDouble(text);
            if (Double.isFinite(time)) {
                return time;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(name + " must be in epoch seconds, but is \"" + text + "\"");
    }

    /** Splits CSV into its rows; blank lines are passed over. */
    static List<List<String>> parse(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean started = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
                started = true;
            } else if (c == ',') {
                row.add(field.toString());
                field.setLength(0);
                started = true;
            } else if (c == '\n') {
                if (started || !field.isEmpty()) {
                    row.add(field.toString());
                    rows.add(row);
                }
                row = new ArrayList<>();
                field.setLength(0);
                started = false;
            } else if (c != '\r') {
                field.append(c);
            }
        }
        if (started || !field.isEmpty()) {
            row.add(field.toString());
            rows.add(row);
        }
        return rows;
    }
}
