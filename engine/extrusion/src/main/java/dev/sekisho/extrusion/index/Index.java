package dev.sekisho.extrusion.index;

/** One measured number of a pair's behaviour: the entry of the {@link Catalogue}. */
public sealed interface Index permits RhythmIndex, VolumeIndex, ShapeIndex, IdentityIndex, ContextIndex {

    /** What the index is, in words and bounds. */
    Description description();

    /** Position within its family. */
    int ordinal();

    /** What it belongs to. */
    Family family();

    /** Stable name: family and name in lower case, for example {@code rhythm.beat-surprise}. */
    default String id() {
        return family().id() + "." + description().name();
    }

    /** Position in a vector of all indexes. */
    default int position() {
        return Catalogue.offset(family()) + ordinal();
    }

    /** Families of indexes. */
    enum Family {
        RHYTHM("When it speaks"),
        VOLUME("How much it says"),
        SHAPE("What its requests look like"),
        IDENTITY("Who the two claim to be"),
        CONTEXT("What else the client and the others do");

        private final String title;

        Family(String title) {
            this.title = title;
        }

        /** In words. */
        public String title() {
            return title;
        }

        /** Lower-case name. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Which values speak for command and control. */
    enum Leaning {
        /** High ones. */
        HIGH,
        /** Low ones. */
        LOW,
        /** Neither by itself; it describes. */
        NONE
    }

    /** What a value counts. */
    enum Unit {
        /** A part of a whole, 0 to 1. */
        SHARE("share"),
        /** Yes (1) or no (0). */
        YES_NO("yes or no"),
        COUNT("count"),
        SECONDS("s"),
        DAYS("d"),
        BYTES("bytes"),
        BITS("bits"),
        /** A number without unit. */
        NUMBER("–");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        /** As written in the reference. */
        public String text() {
            return text;
        }
    }

    /**
     * An index in words and bounds.
     *
     * @param name lower case, words joined by hyphens, unique within the family
     * @param unit what it counts
     * @param least lowest possible value
     * @param greatest highest possible value, infinite if none
     * @param leaning which values speak for command and control
     * @param definition how it is computed, and when it is not a number
     * @param high what a high value means
     * @param low what a low value means
     * @param reason the sentence of a verdict, with {@code {value}} and {@code {ordinary}} to fill in
     */
    record Description(
            String name,
            Unit unit,
            double least,
            double greatest,
            Leaning leaning,
            String definition,
            String high,
            String low,
            String reason) {

        public Description {
            if (least > greatest) {
                throw new IllegalArgumentException(name + ": least " + least + " is above greatest " + greatest);
            }
        }

        /** A share from 0 to 1. */
        static Description share(
                String name, Leaning leaning, String definition, String high, String low, String reason) {
            return new Description(name, Unit.SHARE, 0, 1, leaning, definition, high, low, reason);
        }

        /** Yes or no. */
        static Description yesNo(
                String name, Leaning leaning, String definition, String high, String low, String reason) {
            return new Description(name, Unit.YES_NO, 0, 1, leaning, definition, high, low, reason);
        }

        /** Zero or more of {@code unit}. */
        static Description amount(
                String name, Unit unit, Leaning leaning, String definition, String high, String low, String reason) {
            return new Description(name, unit, 0, Double.POSITIVE_INFINITY, leaning, definition, high, low, reason);
        }
    }
}
