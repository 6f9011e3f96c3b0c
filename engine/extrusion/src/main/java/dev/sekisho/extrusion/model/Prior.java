package dev.sekisho.extrusion.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The model that ships with the product, so that a capture can be judged on day zero, and the examples that it was
 * learned from, so that anybody can learn it anew or leave some of them out.
 */
public final class Prior {
    /** Seed of the shipped model. */
    public static final long SEED = 1;

    private static final String MODEL = "prior-model.json";
    private static final String EXAMPLES = "prior-examples.csv.gz";

    private Prior() {}

    /** The shipped model. */
    public static Model model() {
        try (InputStream in = resource(MODEL)) {
            return ModelFile.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped model cannot be read; build the program again", e);
        }
    }

    /** The examples that the shipped model was learned from. */
    public static List<Example> examples() {
        try (InputStream in = resource(EXAMPLES)) {
            return ExampleTable.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped examples cannot be read; build the program again", e);
        }
    }

    /** The model that would have come out without what belongs to {@code group}: learned anew, which takes a while. */
    public static Model withoutGroup(String group) {
        return Shared.LESSON.without(group, List.of("The shipped examples without the group " + group + "."));
    }

    /** Prepared when first asked for. */
    private static final class Shared {
        static final Trainer.Lesson LESSON = new Trainer(SEED).lesson(examples());
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Prior.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("the program is incomplete: " + name + " is missing");
        }
        return in;
    }
}
