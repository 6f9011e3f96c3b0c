package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.Index;

/**
 * One index by which a group of ordinary traffic differs from all ordinary traffic of its channel.
 *
 * @param index the index
 * @param low lower end of where its members mostly lie: one standard deviation below their mean
 * @param high upper end likewise
 * @param ordinary median over all ordinary traffic of the channel
 * @param isHigh whether the members lie above it
 */
public record GroupTrait(Index index, double low, double high, double ordinary, boolean isHigh) {
    /** What it means, as a sentence. */
    public String meaning() {
        return isHigh ? index.description().high() : index.description().low();
    }
}
