package dev.sekisho.extrusion.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.Index;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The form in which a {@link Model} is kept: JSON with names instead of positions for the indexes, so that it can be read
 * by people and a model of another catalogue is noticed.
 */
public final class ModelFile {
    private static final String FORM = "sekisho extrusion model";
    private static final int DIGITS = 5;

    private ModelFile() {}

    /** Writes {@code model}; leaves the stream open. */
    public static void write(Model model, OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("form", FORM);
            json.writeNumberField("version", Model.VERSION);
            json.writeArrayFieldStart("about");
            for (String sentence : model.about()) {
                json.writeRaw("\n  ");
                json.writeString(sentence);
            }
            json.writeEndArray();
            json.writeRaw("\n");
            json.writeArrayFieldStart("indexes");
            for (Index index : Catalogue.indexes()) {
                json.writeString(index.id());
            }
            json.writeEndArray();
            json.writeRaw("\n");
            json.writeObjectFieldStart("channels");
            for (Channel channel : Channel.values()) {
                json.writeRaw("\n");
                json.writeObjectFieldStart(channel.id());
                groups(json, model.ordinary(channel));
                surprise(json, model.surprise(channel));
                json.writeEndObject();
            }
            json.writeEndObject();
            evidence(json, model.evidence());
            numbers(json, "calibration", model.calibration().evidence());
            numbers(json, "calibrationWeights", model.calibration().weights());
            json.writeEndObject();
            json.writeRaw("\n");
        }
    }

    private static void groups(JsonGenerator json, Groups groups) throws IOException {
        numbers(json, "center", groups.scale().center);
        numbers(json, "spread", groups.scale().spread);
        json.writeArrayFieldStart("dimensions");
        for (int dimension : groups.dimensions()) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("correlations");
        for (Groups.Correlation each : groups.correlations()) {
            json.writeRaw("\n  ");
            json.writeStartArray();
            json.writeString(Catalogue.indexes().get(each.first()).id());
            json.writeString(Catalogue.indexes().get(each.second()).id());
            json.writeNumber(rounded(each.value()));
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("groups");
        for (OrdinaryGroup group : groups.groups()) {
            json.writeRaw("\n  ");
            json.writeStartObject();
            json.writeStringField("name", group.name);
            json.writeNumberField("members", group.members);
            json.writeFieldName("reach");
            json.writeNumber(rounded(group.reach));
            numbers(json, "mean", group.mean);
            numbers(json, "factor", group.factor);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void surprise(JsonGenerator json, Surprise surprise) throws IOException {
        json.writeRaw("\n ");
        json.writeObjectFieldStart("surprise");
        for (int f = 0; f < surprise.bounds.length; f++) {
            if (surprise.bounds[f].length > 0) {
                numbers(json, Catalogue.indexes().get(f).id(), surprise.bounds[f]);
            }
        }
        json.writeEndObject();
    }

    private static void evidence(JsonGenerator json, Evidence evidence) throws IOException {
        json.writeRaw("\n");
        json.writeObjectFieldStart("evidence");
        json.writeFieldName("base");
        json.writeNumber(rounded(evidence.base()));
        json.writeArrayFieldStart("trees");
        for (DecisionTree tree : evidence.trees()) {
            json.writeRaw("\n  ");
            json.writeStartArray();
            for (int node = 0; node < tree.nodes(); node++) {
                json.writeStartArray();
                json.writeNumber(rounded(tree.value[node]));
                if (tree.feature[node] >= 0) {
                    json.writeString(EvidenceFeatures.name(tree.feature[node]));
                    json.writeNumber(rounded(tree.threshold[node]));
                    json.writeNumber(tree.missingLeft[node] ? 1 : 0);
                    json.writeNumber(tree.left[node]);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeRaw("\n ");
        json.writeObjectFieldStart("sum");
        json.writeFieldName("bias");
        json.writeNumber(rounded(evidence.sum().bias));
        for (int term = 0; term < WeighedSum.SIZE; term++) {
            json.writeRaw("\n  ");
            json.writeFieldName(WeighedSum.name(term));
            json.writeNumber(rounded(evidence.sum().weights[term]));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void numbers(JsonGenerator json, String name, double[] values) throws IOException {
        json.writeRaw("\n ");
        json.writeArrayFieldStart(name);
        for (double value : values) {
            json.writeNumber(rounded(value));
        }
        json.writeEndArray();
    }

    private static String rounded(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal brief = exact.round(new MathContext(DIGITS)).stripTrailingZeros();
        return brief.signum() == 0 ? "0" : brief.toString();
    }

    /**
     * Reads a model.
     *
     * @throws IOException if it is none, of another version, or made with other indexes than this program has
     */
    public static Model read(InputStream in) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(in)) {
            JsonTree tree = JsonTree.read(parser);
            if (!tree.field("form").text().equals(FORM)) {
                throw new IOException("expected a \"" + FORM + "\", but got \""
                        + tree.field("form").text() + "\"");
            }
            int version = tree.field("version").integer();
            if (version != Model.VERSION) {
                throw new IOException("expected a model of version " + Model.VERSION + ", but got version " + version
                        + "; train it again with this program");
            }
            List<String> about = texts(tree.field("about"));
            if (!texts(tree.field("indexes"))
                    .equals(Catalogue.indexes().stream().map(Index::id).toList())) {
                throw new IOException("the model was made with other indexes than this program has; train it again");
            }
            Map<Channel, Groups> groups = new EnumMap<>(Channel.class);
            Map<Channel, Surprise> surprises = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                JsonTree each = tree.field("channels").field(channel.id());
                groups.put(channel, groups(each));
                surprises.put(channel, surprise(each.field("surprise")));
            }
            return new Model(
                    about,
                    groups,
                    surprises,
                    evidence(tree.field("evidence")),
                    new Calibration(
                            tree.field("calibration").numbers(),
                            tree.field("calibrationWeights").numbers()));
        } catch (JsonProcessingException e) {
            throw new IOException("expected a model as sekisho train writes it, but this is no JSON", e);
        }
    }

    private static List<String> texts(JsonTree list) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonTree item : list.items()) {
            texts.add(item.text());
        }
        return texts;
    }

    private static Groups groups(JsonTree tree) throws IOException {
        RobustScale scale = new RobustScale(
                tree.field("center").numbers(), tree.field("spread").numbers());
        List<Integer> dimensions = new ArrayList<>();
        for (int dimension : tree.field("dimensions").integers()) {
            dimensions.add(dimension);
        }
        List<Groups.Correlation> correlations = new ArrayList<>();
        for (JsonTree each : tree.field("correlations").items()) {
            List<JsonTree> parts = each.items();
            correlations.add(new Groups.Correlation(
                    position(parts.get(0).text()),
                    position(parts.get(1).text()),
                    parts.get(2).number()));
        }
        List<OrdinaryGroup> groups = new ArrayList<>();
        for (JsonTree each : tree.field("groups").items()) {
            groups.add(new OrdinaryGroup(
                    each.field("name").text(),
                    each.field("members").integer(),
                    each.field("mean").numbers(),
                    each.field("factor").numbers(),
                    each.field("reach").number()));
        }
        return new Groups(scale, dimensions, correlations, groups);
    }

    private static Surprise surprise(JsonTree tree) throws IOException {
        double[][] bounds = new double[Catalogue.SIZE][];
        for (Index index : Catalogue.indexes()) {
            bounds[index.position()] =
                    tree.has(index.id()) ? tree.field(index.id()).numbers() : new double[0];
        }
        return new Surprise(bounds);
    }

    private static int position(String id) throws IOException {
        Index index = Catalogue.find(id);
        if (index == null) {
            throw new IOException("the model speaks of an index \"" + id + "\" that this program does not have");
        }
        return index.position();
    }

    private static Evidence evidence(JsonTree tree) throws IOException {
        List<DecisionTree> trees = new ArrayList<>();
        for (JsonTree each : tree.field("trees").items()) {
            List<JsonTree> nodes = each.items();
            int n = nodes.size();
            int[] feature = new int[n];
            double[] threshold = new double[n];
            boolean[] missingLeft = new boolean[n];
            int[] left = new int[n];
            double[] value = new double[n];
            for (int i = 0; i < n; i++) {
                List<JsonTree> node = nodes.get(i).items();
                value[i] = node.get(0).number();
                feature[i] = node.size() > 1 ? feature(node.get(1).text()) : -1;
                if (node.size() > 1) {
                    threshold[i] = node.get(2).number();
                    missingLeft[i] = node.get(3).number() != 0;
                    left[i] = node.get(4).integer();
                }
            }
            trees.add(new DecisionTree(feature, threshold, missingLeft, left, value));
        }
        JsonTree sum = tree.field("sum");
        double[] weights = new double[WeighedSum.SIZE];
        for (int term = 0; term < weights.length; term++) {
            weights[term] = sum.field(WeighedSum.name(term)).number();
        }
        return new Evidence(
                tree.field("base").number(),
                trees,
                new WeighedSum(sum.field("bias").number(), weights));
    }

    private static int feature(String name) throws IOException {
        for (int i = 0; i < EvidenceFeatures.SIZE; i++) {
            if (EvidenceFeatures.name(i).equals(name)) {
                return i;
            }
        }
        throw new IOException("the model asks for \"" + name + "\", which this program does not know");
    }
}
