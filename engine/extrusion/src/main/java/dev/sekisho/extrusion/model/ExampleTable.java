package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.Index;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Examples as a gzipped table, one line each: channel, label, source, pair, last, group, and the values of the indexes
 * with four digits, empty for what is not a number. Holds numbers alone.
 */
public final class ExampleTable {
    private static final MathContext DIGITS = new MathContext(4);
    private static final int FIXED = 6;

    private ExampleTable() {}

    /** Writes {@code examples} and closes the stream. */
    public static void write(List<Example> examples, OutputStream out) throws IOException {
        try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder("channel,label,source,pair,last,group");
            for (Index index : Catalogue.indexes()) {
                line.append(',').append(index.id());
            }
            writer.append(line).append('\n');
            for (Example example : examples) {
                line.setLength(0);
                line.append(example.channel().ordinal())
                        .append(',')
                        .append(example.label().ordinal())
                        .append(',')
                        .append(example.source())
                        .append(',')
                        .append(example.pair())
                        .append(',')
                        .append(example.last() ? 1 : 0)
                        .append(',')
                        .append(example.group());
                for (double value : example.values()) {
                    line.append(',').append(Double.isNaN(value) ? "" : brief(value));
                }
                writer.append(line).append('\n');
            }
        }
    }

    private static String brief(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toString();
    }

    /**
     * Reads examples.
     *
     * @throws IOException if the table is damaged or was made with other indexes
     */
    public static List<Example> read(InputStream in) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            String heading = reader.readLine();
            List<String> names = heading == null ? List.of() : Arrays.asList(heading.split(",", -1));
            if (names.size() != FIXED + Catalogue.SIZE
                    || !names.subList(FIXED, names.size())
                            .equals(Catalogue.indexes().stream().map(Index::id).toList())) {
                throw new IOException("the table of examples was made with other indexes than this program has");
            }
            List<Example> examples = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                examples.add(example(line.split(",", -1)));
            }
            return examples;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("the table of examples is damaged", e);
        }
    }

    private static Example example(String[] fields) {
        double[] values = new double[Catalogue.SIZE];
        for (int i = 0; i < values.length; i++) {
            String field = fields[FIXED + i];
            values[i] = field.isEmpty() ? Double.NaN : Double.parseDouble(field);
        }
        return new Example(
                values,
                Channel.values()[Integer.parseInt(fields[0])],
                Example.Label.values()[Integer.parseInt(fields[1])],
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                fields[4].equals("1"),
                fields[5]);
    }
}
